namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>What a person in a queue answers, and how a place is freed.</summary>
public static class CapacityRules
{
    /// <summary>Accepting opens a case of its own in which the place is decided about; the place stays taken on the way.</summary>
    internal static IReadOnlyList<CaseEvent> AnswerOffer(CommandContext context)
    {
        var offer = context.State.Queue!.Offer!;
        var answer = context.Inputs.OneOf("answer", "Personas atbilde", OfferAnswers.Accepted, OfferAnswers.Declined, OfferAnswers.Later);
        var answeredOn = context.PastDay("answeredOn", "Atbildes datums", offer.OfferedOn);
        var intakeId = context.Inputs.Optional("intakeId");
        if (intakeId is not null && context.State.Messages.All(m => m.IntakeId != intakeId))
        {
            throw new CommandRefusedException("unknown-message", "Šādas vēstules lietā nav.", "The message is not filed in this case.");
        }

        var answered = new OfferAnswered(offer.Round, answer, answeredOn, context.Inputs.Text("note", "Piezīme"), context.Actor.Id) { IntakeId = intakeId };
        return answer == OfferAnswers.Accepted
            ? [answered, new SiblingsNamed([new SiblingCase(SiblingRules.NextId(context, 0), SiblingKinds.Place, context.State.ServiceId!, AdmitFirst: false, answeredOn)], context.Actor.Id)]
            : [answered];
    }

    internal static IReadOnlyList<CaseEvent> LeaveQueue(CommandContext context) => context.State.Queue is { Ended: null }
        ? [new QueueLeft(context.PastDay("leftOn", "Datums", context.State.Received!.ReceivedOn), context.Inputs.Text("note", "Piezīme"), context.Actor.Id)]
        : throw new CommandRefusedException("not-waiting", "Šī lieta rindā negaida.", "The case is not in a queue.");

    /// <summary>Contract, price and first day as facts; a service with a longest stay ends that many months after its first day.</summary>
    internal static IReadOnlyList<CaseEvent> Start(CommandContext context)
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

    /// <summary>
    /// A place is held: granted, or taken by who was let in first. It ends once, before the notice too (the person left or died), and
    /// long after the case was closed.
    /// </summary>
    public static bool MayEnd(CaseState state) =>
        state.Service?.Ended is null && (state.Approval is not null ? Outcomes.TakesPlace(state.Outcome!) : state is { Admission: not null, Withdrawal: null });

    /// <summary>The person left before the time was over; the place is free from this commit on.</summary>
    internal static IReadOnlyList<CaseEvent> End(CommandContext context)
    {
        var state = context.State;
        var earliest = state.Admission?.AdmittedOn ?? state.Received!.ReceivedOn;
        return MayEnd(state)
            ? [new ServiceEnded(context.PastDay("endedOn", "Pēdējā diena", earliest), context.Inputs.Text("note", "Iemesls"), context.Actor.Id)]
            : throw new CommandRefusedException("not-waiting", "Šajā lietā nav pakalpojuma, ko izbeigt.", "The case has no running service to end.");
    }
}
