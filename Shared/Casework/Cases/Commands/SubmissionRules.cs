namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>A message that asks for no service: its own number, clock and end.</summary>
internal static class SubmissionRules
{
    public static IReadOnlyList<CaseEvent> Classify(CommandContext context)
    {
        if (context.Pack.Terms is not { Submission: not null, Forwarding: not null })
        {
            throw new CommandRefusedException(
                "no-term", "Pašvaldības datos (terms.json) nav iesniegumu atbildes termiņa. Sazinieties ar sistēmas uzturētāju.", "The pack's terms.json has no 'submission' or 'forwarding'.");
        }

        var registeredOn = context.Terms.RegistrationDayOf(context.State.Received!.ReceivedAt);
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
