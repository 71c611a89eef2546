namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>What a person in a queue answers, and how a place is freed.</summary>
internal static class CapacityRules
{
    /// <summary>Accepting opens a case of its own in which the place is decided about; the place stays taken on the way.</summary>
    public static IReadOnlyList<CaseEvent> AnswerOffer(CommandContext context)
    {
        var offer = context.State.Queue!.Offer!;
        var answer = context.Inputs.OneOf("answer", "Personas atbilde", OfferAnswers.Accepted, OfferAnswers.Declined, OfferAnswers.Later);
        var answeredOn = context.PastDay("answeredOn", "Atbildes datums", offer.OfferedOn);
        var answered = new OfferAnswered(offer.Round, answer, answeredOn, context.Inputs.Text("note", "Piezīme"), context.Actor.Id);
        return answer == OfferAnswers.Accepted
            ? [answered, new SiblingsNamed([new SiblingCase(SiblingRules.NextId(context, 0), SiblingKinds.Place, context.State.ServiceId!, AdmitFirst: false, answeredOn)], context.Actor.Id)]
            : [answered];
    }

    public static IReadOnlyList<CaseEvent> LeaveQueue(CommandContext context) => context.State.Queue is { Ended: null }
        ? [new QueueLeft(context.PastDay("leftOn", "Datums", context.State.Received!.ReceivedOn), context.Inputs.Text("note", "Piezīme"), context.Actor.Id)]
        : throw new CommandRefusedException("not-waiting", "Šī lieta rindā negaida.", "The case is not in a queue.");

    /// <summary>Contract, price and first day as facts; a service with a longest stay ends that many months after its first day.</summary>
    public static IReadOnlyList<CaseEvent> Start(CommandContext context)
    {
        var state = context.State;
        var proposal = state.Proposal!;
        var startedOn = context.PastDay("startedOn", "Pirmā diena", state.Admission?.AdmittedOn ?? state.FirstReceivedOn!.Value);
        DateOnly? longest = proposal.MaximumStayMonths is { } months ? startedOn.AddMonths(months) : null;
        var until = longest is null || (proposal.Until is { } decided && decided < longest) ? proposal.Until : longest;
        if (until < startedOn)
        {
            throw new CommandRefusedException("bad-date", "Pirmā diena ir pēc lēmumā noteiktajām beigām. Vispirms pagariniet pakalpojumu.", "The service would begin after its decided end.");
        }

        return
        [
            new ServiceStarted
            {
                StartedOn = startedOn,
                ContractOn = context.Inputs.Optional("contractOn") is null ? null : context.PastDay("contractOn", "Līguma datums", state.Received!.ReceivedOn),
                Note = context.Inputs.Text("note", "Līgums un samaksa"),
                Until = until,
                MaximumStayMonths = until is not null && until == longest ? proposal.MaximumStayMonths : null,
                RemindOn = until is { } end ? context.Terms.ServiceEndReminder(startedOn, end) : null,
                ReviewOn = proposal.ReviewOn,
                By = context.Actor.Id,
            },
        ];
    }

    /// <summary>The person left before the time was over; also long after the case was closed.</summary>
    public static IReadOnlyList<CaseEvent> End(CommandContext context)
    {
        var state = context.State;
        return Outcomes.TakesPlace(state.Approval is null ? string.Empty : state.Outcome!) && state.Notice is not null && state.Service?.Ended is null
            ? [new ServiceEnded(context.PastDay("endedOn", "Pēdējā diena", state.Proposal!.From ?? state.Received!.ReceivedOn), context.Inputs.Text("note", "Iemesls"), context.Actor.Id)]
            : throw new CommandRefusedException("not-waiting", "Šajā lietā nav pakalpojuma, ko izbeigt.", "The case has no running service to end.");
    }
}
