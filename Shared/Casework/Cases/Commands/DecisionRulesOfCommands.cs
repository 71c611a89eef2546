using SocialWorkflows.Casework.Assessment;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>Proposal, withdrawal and approval: one author, one approver, no refusal without its reason (invariant I4).</summary>
public static class DecisionRulesOfCommands
{
    internal static IReadOnlyList<CaseEvent> Propose(CommandContext context)
    {
        var inputs = context.Inputs;
        var outcome = inputs.OneOf("outcome", "Lēmums", AllowedOutcomes(context.State));
        var adverse = Outcomes.IsAdverse(outcome);
        var takesPlace = Outcomes.TakesPlace(outcome);
        var from = inputs.OptionalDay("from", "No");
        var until = inputs.OptionalDay("until", "Līdz");
        if (takesPlace && from is null)
        {
            throw new CommandRefusedException("missing-field", "Norādiet, no kura datuma pakalpojums tiek piešķirts.", "A granted service needs its first day.");
        }

        if (from < (context.State.Admission?.AdmittedOn ?? context.State.Received!.ReceivedOn))
        {
            throw new CommandRefusedException("bad-date", "Pakalpojums nevar sākties pirms iesnieguma saņemšanas vai uzņemšanas.", "The service cannot begin before the application or the admission.");
        }

        if (until < from)
        {
            throw new CommandRefusedException("bad-date", "Pakalpojuma beigu datums ir pirms sākuma datuma.", "The service would end before it begins.");
        }

        if (takesPlace && FeeGuard.Contradicts(context.State, context.Pack, inputs.Optional("fee")) is { } question)
        {
            throw new CommandRefusedException("fee-question", question, "The fee cannot be stated so before it is known who is obliged to maintain the client.");
        }

        return
        [
            new DecisionProposed
            {
                Round = context.Round,
                Outcome = outcome,
                Findings = inputs.Text("findings", "Konstatētie fakti"),
                Reasoning = inputs.Text("reasoning", "Izvērtējums"),
                Reason = adverse ? inputs.Text("reason", "Atteikuma iemesls") : inputs.Optional("reason"),
                Hearing = adverse ? inputs.Text("hearing", "Personas uzklausīšana") : inputs.Optional("hearing"),
                Volume = outcome == Outcomes.Partly ? inputs.Text("volume", "Apjoms") : inputs.Optional("volume"),
                Fee = inputs.Optional("fee"),
                From = from,
                Until = until,
                FacilityId = takesPlace ? context.FreeFacility(inputs.Optional("facilityId") ?? context.State.Capacity?.FacilityId ?? context.State.Admission?.FacilityId) : null,
                By = context.Actor.Id,
            },
        ];
    }

    /// <summary>The outcomes open to this case.</summary>
    public static string[] AllowedOutcomes(CaseState state) => state.AdmitFirst
        ? [Outcomes.Admitted, Outcomes.Refused]
        : [Outcomes.Granted, Outcomes.Partly, Outcomes.Refused, Outcomes.Queued];

    internal static IReadOnlyList<CaseEvent> Withdraw(CommandContext context)
    {
        var state = context.State;
        if (state.Registration is null || state.Approval is not null || state.Withdrawal is not null)
        {
            throw new CommandRefusedException("not-waiting", "Šajā brīdī iesniegumu atsaukt nevar.", "The application can be withdrawn after registration and before approval.");
        }

        var intakeId = context.Inputs.Optional("intakeId");
        if (intakeId is not null && state.Messages.All(m => m.IntakeId != intakeId))
        {
            throw new CommandRefusedException("unknown-message", "Šādas vēstules lietā nav.", "The message is not filed in this case.");
        }

        return
        [
            new ApplicationWithdrawn(
                state.NextProposalRound,
                intakeId,
                context.PastDay("askedOn", "Lūguma datums", state.Received!.ReceivedOn),
                context.Inputs.Text("note", "Piezīme"),
                context.Contact(),
                context.Actor.Id),
        ];
    }

    internal static IReadOnlyList<CaseEvent> Approve(CommandContext context)
    {
        var state = context.State;
        var author = state.Withdrawal?.By ?? state.Proposal!.By;
        if (context.Pack.Decision.TwoPersons && author == context.Actor.Id)
        {
            throw new CommandRefusedException("four-eyes", "Lēmumu apstiprina cita persona, nevis tā autors.", "The author of a proposal may not approve it.");
        }

        if (state.Withdrawal is null && Outcomes.TakesPlace(state.Proposal!.Outcome))
        {
            context.FreeFacility(state.Proposal.FacilityId);
        }

        var year = context.Today.Year;
        var number = context.Case.NextNumber($"L-{year}");
        return [new DecisionApproved(context.Round, $"L-{year}/{number}", context.Actor.Id)];
    }

    internal static IReadOnlyList<CaseEvent> Return(CommandContext context) =>
        [new ProposalReturned(context.Round, context.Inputs.Text("comment", "Ko labot"), context.Actor.Id)];
}
