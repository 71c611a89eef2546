using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>Proposal, withdrawal and approval: one author, one approver, no refusal without its reason (invariant I4).</summary>
public static class DecisionRulesOfCommands
{
    internal static IReadOnlyList<CaseEvent> Propose(CommandContext context)
    {
        var conflict = ConflictRules.Declared(context.Conflict, context.Inputs);
        var inputs = context.Inputs;
        var outcome = inputs.OneOf("outcome", "Lēmums", AllowedOutcomes(context.State, context.Service));
        var adverse = Outcomes.IsAdverse(outcome);
        var takesPlace = Outcomes.TakesPlace(outcome);
        var from = inputs.OptionalDay("from", "No");
        int? months = takesPlace && context.Service.GrantMonths.Count > 0
            ? int.Parse(inputs.OneOf("grantMonths", "Uz cik mēnešiem", [.. context.Service.GrantMonths.Select(m => $"{m}")]), System.Globalization.CultureInfo.InvariantCulture)
            : null;
        var until = months is { } whole ? from?.AddMonths(whole) : inputs.OptionalDay("until", "Līdz");
        if (takesPlace && from is null)
        {
            throw new CommandRefusedException("missing-field", "Norādiet, no kura datuma pakalpojums tiek piešķirts.", "A granted service needs its first day.");
        }

        if (from < (context.State.Admission?.AdmittedOn ?? context.State.FirstReceivedOn))
        {
            throw new CommandRefusedException("bad-date", "Pakalpojums nevar sākties pirms iesnieguma saņemšanas vai uzņemšanas.", "The service cannot begin before the application or the admission.");
        }

        if (outcome == Outcomes.Discontinued)
        {
            DiscontinuanceRules.EndsAfterTheNotice(context, from);
        }

        if (until < from)
        {
            throw new CommandRefusedException("bad-date", "Pakalpojuma beigu datums ir pirms sākuma datuma.", "The service would end before it begins.");
        }

        if (takesPlace && FeeGuard.Contradicts(context.State, context.Pack, Fee(inputs)) is { } question)
        {
            throw new CommandRefusedException("fee-question", question, "The fee cannot be stated so before it is known who is obliged to maintain the client.");
        }

        var recipientBirth = outcome == Outcomes.Discontinued ? null : AgeRules.Proposal(context, outcome, from);
        var facility = inputs.Optional("facilityId") ?? context.State.Capacity?.FacilityId ?? context.State.Admission?.FacilityId;
        return
        [
            new DecisionProposed
            {
                Round = context.Round,
                Outcome = outcome,
                Findings = inputs.Text("findings", "Konstatētie fakti"),
                Reasoning = inputs.Text("reasoning", "Izvērtējums"),
                Norm = adverse ? NormInput.Read(inputs) : inputs.Optional("norm"),
                EasyReason = inputs.Optional("easyReason"),
                Reason = adverse ? inputs.Text("reason", "Atteikuma iemesls") : inputs.Optional("reason"),
                Hearing = adverse ? inputs.Text("hearing", "Personas uzklausīšana") : inputs.Optional("hearing"),
                Volume = outcome == Outcomes.Partly ? inputs.Text("volume", "Apjoms") : inputs.Optional("volume"),
                Fee = Fee(inputs),
                From = from,
                Until = until,
                FacilityId = Place(context, outcome, facility),
                ContractBy = takesPlace ? NotBefore(inputs.OptionalDay("contractBy", "Līgums jānoslēdz līdz"), context.Today) : null,
                ReviewOn = takesPlace ? NotBefore(inputs.OptionalDay("reviewOn", "Pārskatīt"), from ?? context.Today) : null,
                RecipientBirthDate = recipientBirth,
                MaximumStayMonths = takesPlace ? context.Service.MaximumStayMonths : null,
                GrantMonths = months,
                Conflict = conflict,
                By = context.Actor.Id,
            },
        ];
    }

    /// <summary>Where a place is taken, or waited for; a person who has left again needs none.</summary>
    private static string? Place(CommandContext context, string outcome, string? facility) => outcome switch
    {
        Outcomes.Queued => context.FullFacility(facility),
        _ when Outcomes.TakesPlace(outcome) && context.State.Service?.Ended is null => context.FreeFacility(facility),
        _ => null,
    };

    /// <summary>Free, or the price as the letter says it; a paid service without its price is refused.</summary>
    private static string? Fee(CommandInputs inputs)
    {
        var fee = inputs.Optional("fee");
        return inputs.Optional("charge") switch
        {
            "free" => "pakalpojums ir bez maksas",
            "paid" => fee ?? inputs.Text("fee", "Samaksa"),
            _ => fee,
        };
    }

    private static DateOnly? NotBefore(DateOnly? day, DateOnly earliest) => day is null || day >= earliest
        ? day
        : throw new CommandRefusedException("bad-date", $"Datums nevar būt pirms {earliest:dd.MM.yyyy}.", $"The day may not be before {earliest:yyyy-MM-dd}.");

    /// <summary>The outcomes open to this case; a status has no part and no queue.</summary>
    public static string[] AllowedOutcomes(CaseState state, Service? service) => state.IsDiscontinuance
        ? [Outcomes.Discontinued]
        : state.AdmitFirst
        ? [Outcomes.Admitted, Outcomes.Refused]
        : service?.IsStatus() ?? false ? [Outcomes.Granted, Outcomes.Refused]
        : [Outcomes.Granted, Outcomes.Partly, Outcomes.Refused, Outcomes.Queued];

    internal static IReadOnlyList<CaseEvent> Withdraw(CommandContext context)
    {
        var state = context.State;
        if (state.Registration is null || state.Approval is not null || state.Withdrawal is not null || state.IsDiscontinuance)
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

        var conflict = ConflictRules.Declared(context.Conflict, context.Inputs);
        if (state is { Withdrawal: null, Proposal: { Outcome: Outcomes.Discontinued, From: var endsFrom } })
        {
            DiscontinuanceRules.EndsAfterTheNotice(context, endsFrom);
        }

        if (state.Withdrawal is null && Outcomes.TakesPlace(state.Proposal!.Outcome) && state is { Service.Ended: not null, Proposal.FacilityId: not null })
        {
            throw new CommandRefusedException("ended", "Persona vairs nav iestādē un vieta ir atbrīvota. Atgrieziet projektu, lai to labotu.", "The service ended meanwhile; return the proposal.");
        }

        if (state.Withdrawal is null && Outcomes.TakesPlace(state.Proposal!.Outcome))
        {
            context.FreeFacility(state.Proposal.FacilityId);
        }

        // The place or the place in the queue is taken in the same commit: two approvals never get the last one.

        var year = context.Today.Year;
        var number = context.Case.NextNumber($"L-{year}");
        var approved = new DecisionApproved(context.Round, $"L-{year}/{number}", context.Actor.Id) { Conflict = conflict };
        return state.Withdrawal is null && state.Proposal is { Outcome: Outcomes.Queued, FacilityId: { } queue }
            ? [approved, new QueueJoined(queue)]
            : [approved];
    }

    internal static IReadOnlyList<CaseEvent> Return(CommandContext context) =>
        [new ProposalReturned(context.Round, context.Inputs.Text("comment", "Ko labot"), context.Actor.Id)];
}
