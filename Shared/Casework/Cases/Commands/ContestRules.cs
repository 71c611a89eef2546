namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>A contest is written down with its dates and way; in time or late is found by rule, never by hand.</summary>
internal static class ContestRules
{
    public static IReadOnlyList<CaseEvent> Receive(CommandContext context)
    {
        var state = context.State;
        var round = (state.Contests?.Count ?? 0) + 1;
        var intakeId = context.Inputs.Optional("intakeId");
        if (intakeId is not null && state.Messages.All(m => m.IntakeId != intakeId))
        {
            throw new CommandRefusedException("unknown-message", "Šādas vēstules lietā nav.", "The message is not filed in this case.");
        }

        var receivedOn = context.PastDay("receivedOn", "Saņemšanas datums", state.Received!.ReceivedOn);
        var lodgedOn = context.Inputs.Optional("lodgedOn") is null ? receivedOn : context.PastDay("lodgedOn", "Iesniegšanas datums", state.Received.ReceivedOn);
        if (lodgedOn > receivedOn)
        {
            throw new CommandRefusedException("bad-date", "Iesniegšanas datums ir pēc saņemšanas datuma.", "A contest is not lodged after it was received.");
        }

        var from = context.Inputs.OneOf("from", "Iesniedzējs", "applicant", "representative", "stranger");
        var without = context.Inputs.Flag("withoutInstruction");
        var until = without ? WithoutInstruction(context) : state.Notice?.ContestTerm?.Due;
        var late = until is { } last && lodgedOn > last ? lodgedOn.DayNumber - last.DayNumber : 0;
        var effect = until is null ? null : context.Pack.ContestOn(state.Decision!.DecidedOn)?.EffectOn(state.ServiceId, state.Outcome);
        return
        [
            new ContestReceived
            {
                Round = round,
                IntakeId = intakeId,
                ReceivedOn = receivedOn,
                LodgedOn = lodgedOn,
                From = from,
                Route = until is null ? ContestRoutes.NoDecision : lodgedOn < receivedOn ? ContestRoutes.OtherBody : ContestRoutes.Here,
                ContestUntil = until,
                DaysLate = late,
                // A late contest, and one by somebody who has no right shown, suspends nothing until the contest body says so.
                Suspends = effect is { } rule ? rule.Suspends && late == 0 && from != "stranger" : null,
                SuspensionSource = effect?.Source,
                WithoutInstruction = without ? true : null,
                HandOverTerm = until is null ? null : HandOver(context, receivedOn),
                Note = context.Inputs.Text("note", "Piezīme"),
                By = context.Actor.Id,
            },
        ];
    }

    public static IReadOnlyList<CaseEvent> HandedOver(CommandContext context)
    {
        var contest = Of(context);
        return
        [
            new ContestHandedOver(
                contest.Received.Round, context.PastDay("sentOn", "Nodošanas datums", contest.Received.ReceivedOn), context.Inputs.Text("evidence", "Apliecinājums"), context.Actor.Id)
            {
                Files = ContestFiles.Of(context.State),
            },
        ];
    }

    public static IReadOnlyList<CaseEvent> Decided(CommandContext context)
    {
        var contest = Of(context);
        return
        [
            new ContestDecided(
                contest.Received.Round,
                context.Inputs.OneOf("result", "Iznākums", "upheld", "changed", "annulled", "not-examined"),
                context.PastDay("decidedOn", "Lēmuma datums", contest.HandedOver!.On),
                context.Inputs.Text("note", "Piezīme"),
                context.Actor.Id),
        ];
    }

    private static ContestCase Of(CommandContext context) => context.State.Contests!.Single(c => c.Received.Round == context.Round);

    /// <summary>The last day where the letter does not say how to contest (Administratīvā procesa likums, section 79(1)).</summary>
    private static DateOnly? WithoutInstruction(CommandContext context) => context.State.Notice is not { } notice
        ? null
        : context.Pack.ContestOn(notice.NotifiedOn) is { } law
            ? context.Terms.Contest(notice.Channel, notice.SentOn, law.WithoutInstruction.Months).Due
            : throw new CommandRefusedException(
                "no-term", "Valsts datos (contest.json) šai dienai nav apstrīdēšanas noteikumu. Sazinieties ar sistēmas uzturētāju.", "The data (contest.json) have no rules on contesting for this day.");

    private static Clocks.Deadline HandOver(CommandContext context, DateOnly receivedOn) => context.Pack.ForwardingOn(receivedOn) is not null
        ? context.Terms.Forwarding(receivedOn)
        : throw new CommandRefusedException(
            "no-term", "Valsts datos (submissions.json) šai dienai nav pārsūtīšanas termiņa. Sazinieties ar sistēmas uzturētāju.", "The data (submissions.json) have no 'forwarding' for this day.");
}
