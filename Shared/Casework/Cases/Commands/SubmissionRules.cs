namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>A message that asks for no service: its own number, clock and end.</summary>
internal static class SubmissionRules
{
    public static IReadOnlyList<CaseEvent> Classify(CommandContext context)
    {
        var registeredOn = context.Terms.RegistrationDayOf(context.State.Received!.ReceivedAt);
        if (context.Pack.SubmissionOn(registeredOn) is null)
        {
            throw new CommandRefusedException(
                "no-term",
                "Valsts datos (submissions.json) šai dienai nav iesniegumu atbildes termiņa. Sazinieties ar sistēmas uzturētāju.",
                "The data (submissions.json) have no law on submissions for this day.");
        }

        var series = $"{context.Pack.NumberPrefix}-{context.Today.Year}";
        return
        [
            new SubmissionRegistered(
                $"{series}/{context.Case.NextNumber(series)}", registeredOn, context.Actor.Id, context.Terms.Submission(registeredOn), context.Terms.Forwarding(registeredOn), context.Actor.Id),
        ];
    }

    public static IReadOnlyList<CaseEvent> Answer(CommandContext context) =>
    [
        new SubmissionAnswered(
            context.Inputs.OneOf("channel", "Paziņošanas veids", [.. context.Pack.Channels.Select(c => c.Id)]),
            SentOn(context),
            context.Inputs.Text("evidence", "Apliecinājums"),
            context.Inputs.Text("note", "Piezīme"),
            context.Actor.Id),
    ];

    public static IReadOnlyList<CaseEvent> Forward(CommandContext context) =>
        [new SubmissionForwarded(context.Inputs.Text("institution", "Iestāde"), SentOn(context), context.Inputs.Text("evidence", "Apliecinājums"), context.Actor.Id)];

    private static DateOnly SentOn(CommandContext context) => context.PastDay("sentOn", "Nosūtīšanas datums", context.State.Received!.ReceivedOn);
}
