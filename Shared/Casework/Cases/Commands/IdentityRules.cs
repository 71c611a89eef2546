using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>Who the person is, who acts for them, where they are declared, and so whose application it is.</summary>
public static class IdentityRules
{
    internal static IReadOnlyList<CaseEvent> Record(CommandContext context)
    {
        var (state, inputs) = (context.State, context.Inputs);
        if (!MayRecord(state))
        {
            throw new CommandRefusedException("not-waiting", "Ziņas par personu ieraksta pēc reģistrācijas un pirms lēmuma.", "The person is recorded after registration and before the decision.");
        }

        var residence = new Residence(
            inputs.OneOf("residence", "Dzīvesvieta", [.. Residences.All]),
            inputs.Optional("otherMunicipality"),
            inputs.OptionalDay("since", "Kopš kuras dienas"),
            inputs.Flag("movedHere"));
        var earlier = Earlier(context);
        var receivedOn = earlier?.ReceivedOn ?? state.FirstReceivedOn!.Value;
        var outer = earlier is null ? null : context.Terms.OuterLimit(earlier.ReceivedOn);
        var competence = Competence.Of(residence, receivedOn, state.AdmitFirst);
        return
        [
            new IdentityRecorded
            {
                Round = (state.Identity?.Round ?? 0) + 1,
                Residence = residence,
                Competence = competence.Word,
                CompetenceExplanation = competence.Explanation,
                ForwardTerm = competence.Word == Competences.Forward ? context.Terms.ForwardApplication(receivedOn) : null,
                Representative = Representative(context),
                BirthDate = Birth(context),
                OtherCode = OtherCode(context),
                Earlier = earlier,
                OuterLimit = outer?.Due,
                OuterSafe = outer?.SafeDue,
                Clock = earlier is null ? null : Restarted(context, earlier.ReceivedOn),
                Note = inputs.Optional("note"),
                By = context.Actor.Id,
            },
        ];
    }

    public static bool MayRecord(CaseState state) => state is { Registration: not null, Approval: null, Closed: null, IsDiscontinuance: false };

    /// <summary>Passes the application on; the letter to the person goes the way of every letter, by two persons.</summary>
    internal static IReadOnlyList<CaseEvent> Forward(CommandContext context)
    {
        if (!MayForward(context.State))
        {
            throw new CommandRefusedException(
                "not-ours-first",
                "Vispirms ierakstiet dzīvesvietu: pārsūtīt var iesniegumu, kura izskatīšana pēc tās nav mūsu kompetencē.",
                "Record the residence first: only what is not ours by it can be forwarded.");
        }

        return
        [
            new ApplicationForwarded(
                context.State.NextProposalRound,
                context.Inputs.Text("toDative", "Kam pārsūtīt"),
                context.Inputs.Text("contacts", "Iestādes kontakti"),
                context.Inputs.Text("note", "Piezīme"),
                context.Contact(),
                context.Actor.Id),
        ];
    }

    public static bool MayForward(CaseState state) =>
        state is { Registration: not null, Approval: null, Withdrawal: null, Closed: null, Identity.Competence: Competences.Forward };

    private static Representative? Representative(CommandContext context)
    {
        var inputs = context.Inputs;
        if (inputs.Optional("repName") is not { } name)
        {
            inputs.Optional("repCode");
            return null;
        }

        var code = inputs.Optional("repCode") is { } text ? Code(text) : null;
        var from = inputs.Day("repFrom", "Pārstāv no");
        var until = inputs.OptionalDay("repUntil", "Pārstāv līdz");
        return until < from
            ? throw new CommandRefusedException("bad-date", "Pārstāvība beigtos, pirms tā sākas.", "The representation would end before it begins.")
            : new Representative(name, code?.Formatted, inputs.OneOf("repBasis", "Pārstāvības pamats", [.. RepresentationBases.All]), from, until, inputs.Text("repProof", "Pārstāvību apliecina"));
    }

    /// <summary>From the card, else from an old code; a date that contradicts the code is asked about.</summary>
    private static DateOnly? Birth(CommandContext context)
    {
        var written = context.Inputs.OptionalDay("birthDate", "Dzimšanas datums");
        var fromCode = PersonalCode.TryParse(context.State.Received!.Applicant.PersonalCode, out var code) ? code.BirthDate : null;
        if (written > context.Today || (written is not null && fromCode is not null && written != fromCode))
        {
            throw new CommandRefusedException("bad-date", "Dzimšanas datums neatbilst personas kodam vai ir nākotnē. Kurš ir pareizs?", "The date of birth contradicts the personal code or lies in the future.");
        }

        return written ?? fromCode;
    }

    private static string? OtherCode(CommandContext context)
    {
        if (context.Inputs.Optional("otherCode") is not { } text)
        {
            return context.State.Identity?.OtherCode;
        }

        var other = Code(text);
        return PersonalCode.TryParse(context.State.Received!.Applicant.PersonalCode, out var present) && CodeHistory.Contradiction(present, other) is { } contradiction
            ? throw new CommandRefusedException("bad-code", contradiction, "The two codes cannot belong to one person.")
            : other.Formatted;
    }

    private static PersonalCode Code(string text) => PersonalCode.TryParse(text, out var code)
        ? code
        : throw new CommandRefusedException("bad-code", "Personas kods nav pareizs. Rakstiet to tā: 000000-00000.", "The personal code is malformed.");

    /// <summary>An earlier day stays when it is not written again.</summary>
    private static EarlierReceipt? Earlier(CommandContext context)
    {
        if (context.Inputs.OptionalDay("earlierOn", "Saņemts jau agrāk") is not { } day)
        {
            return context.State.Identity?.Earlier;
        }

        return day < context.State.Received!.ReceivedOn
            ? new EarlierReceipt(day, context.Inputs.Text("earlierEvidence", "Kur tas ierakstīts"))
            : throw new CommandRefusedException("bad-date", "Šī diena nav agrāka par saņemšanas dienu; uzvar agrākā.", "The day is not earlier than the receipt of this case.");
    }

    /// <summary>Where everything was there when the application was registered, the clock runs from the earlier day; a later day of an extension stays.</summary>
    private static DecisionClockStarted? Restarted(CommandContext context, DateOnly receivedOn)
    {
        var state = context.State;
        return state is { DecisionClock: { } clock, Decision: null }
            && clock.CompleteOn <= state.Registration!.RegisteredOn && receivedOn < clock.CompleteOn
            ? new DecisionClockStarted(receivedOn, DecisionTerm.Of(state, context.Terms.Decision(context.Service, receivedOn, state.DecisionPauses ?? [])))
            : null;
    }
}
