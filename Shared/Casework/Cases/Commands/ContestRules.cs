namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>A contest is written down with its dates and way; in time or late is found by rule, never by hand.</summary>
internal static class ContestRules
{
    public static IReadOnlyList<CaseEvent> Receive(CommandContext context) => Receive(context, context.State.Messages);

    /// <param name="messages">Those of the case, and the one filed by the same commit.</param>
    public static IReadOnlyList<CaseEvent> Receive(CommandContext context, IReadOnlyList<MessageFiled> messages)
    {
        var state = context.State;
        var round = (state.Contests?.Count ?? 0) + 1;
        var intakeId = context.Inputs.Optional("intakeId");
        if (intakeId is not null && messages.All(m => m.IntakeId != intakeId))
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
        var contest = new ContestReceived
        {
            Round = round,
            IntakeId = intakeId,
            ReceivedOn = receivedOn,
            LodgedOn = lodgedOn,
            From = from,
            Route = ContestRoutes.NoDecision,
            WithoutInstruction = context.Inputs.Flag("withoutInstruction") ? true : null,
            Note = context.Inputs.Text("note", "Piezīme"),
            By = context.Actor.Id,
        };
        var reckoned = ContestReckoning.IsContestable(state) ? Reckoned(context, contest) : contest;
        var series = $"AP-{context.Today.Year}";
        return [reckoned with { Number = $"{series}/{context.Case.NextNumber(series)}" }];
    }

    private static ContestReceived Reckoned(CommandContext context, ContestReceived contest)
    {
        MustHaveLaw(context, contest);
        var reckoned = ContestReckoning.Of(context.State, context.Terms, contest);
        return contest with
        {
            Route = contest.LodgedOn < contest.ReceivedOn ? ContestRoutes.OtherBody : ContestRoutes.Here,
            ContestUntil = reckoned.ContestUntil,
            DaysLate = reckoned.DaysLate,
            Suspends = reckoned.Suspends,
            SuspensionSource = reckoned.SuspensionSource,
            HandOverTerm = HandOver(context, contest.ReceivedOn),
        };
    }

    public static IReadOnlyList<CaseEvent> HandedOver(CommandContext context)
    {
        var contest = Of(context);
        var original = ContestOriginals.Of(context.State, contest.Received, context.Inputs.Optional("original"));
        return
        [
            new ContestHandedOver(
                contest.Received.Round, context.PastDay("sentOn", "Nodošanas datums", contest.Received.ReceivedOn), context.Inputs.Text("evidence", "Apliecinājums"), context.Actor.Id)
            {
                Original = original,
                Files = context.Package?.Files,
                LetterFileId = context.Package?.LetterFileId,
                PackageFileId = context.Package?.PackageFileId,
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

    private static void MustHaveLaw(CommandContext context, ContestReceived contest)
    {
        if (contest.WithoutInstruction == true && context.State.Notice is { } notice && context.Pack.ContestOn(notice.NotifiedOn) is null)
        {
            throw new CommandRefusedException(
                "no-term", "Valsts datos (contest.json) šai dienai nav apstrīdēšanas noteikumu. Sazinieties ar sistēmas uzturētāju.", "The data (contest.json) have no rules on contesting for this day.");
        }
    }

    private static Clocks.Deadline HandOver(CommandContext context, DateOnly receivedOn) => context.Pack.ForwardingOn(receivedOn) is not null
        ? context.Terms.Forwarding(receivedOn)
        : throw new CommandRefusedException(
            "no-term", "Valsts datos (submissions.json) šai dienai nav pārsūtīšanas termiņa. Sazinieties ar sistēmas uzturētāju.", "The data (submissions.json) have no 'forwarding' for this day.");
}
