using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Cases.Commands;

internal static class CompletenessRules
{
    private const string Received = "received";
    private const string Missing = "missing";
    private const string NotNeeded = "not-needed";

    /// <summary>
    /// Each required document is one input <c>doc.&lt;id&gt;</c>: received, missing or not-needed (then <c>why.&lt;id&gt;</c>).
    /// A document received counts from the day of the message that brought it, not from the day it was looked at.
    /// </summary>
    public static IReadOnlyList<CaseEvent> Review(CommandContext context)
    {
        var state = context.State;
        List<AcceptedDocument> accepted = [];
        List<NotNeededDocument> notNeeded = [];
        List<string> missing = [];
        foreach (var required in context.Service.Documents)
        {
            var name = context.Pack.FindDocument(required.Document)?.Name ?? required.Document;
            switch (context.Inputs.OneOf($"doc.{required.Document}", name, Received, Missing, NotNeeded))
            {
                case Received:
                    accepted.Add(new(required.Document, ReceivedOn(context, required.Document)));
                    break;
                case NotNeeded:
                    notNeeded.Add(new(required.Document, Because(context, required, name)));
                    break;
                default:
                    missing.Add(required.Document);
                    break;
            }
        }

        var proceed = context.Inputs.Flag("proceed");
        if (proceed && missing.Count > 0 && state.DocumentsRound == 1)
        {
            throw new CommandRefusedException(
                "ask-first",
                "Vispirms pieprasiet trūkstošos dokumentus; bez tiem lemt var tikai pēc atbildes termiņa.",
                "Missing documents must be asked for once before deciding without them.");
        }

        return
        [
            new DocumentsReviewed
            {
                Round = state.DocumentsRound,
                Accepted = accepted,
                NotNeeded = notNeeded,
                Missing = missing,
                ProceedWithout = proceed && missing.Count > 0,
                CompleteOn = missing.Count == 0 || proceed ? CompleteOn(context, accepted, missing.Count > 0) : null,
                Contact = context.Contact(),
                By = context.Actor.Id,
            },
        ];
    }

    /// <summary>A document that depends on a condition needs no more reason than that the condition is not met.</summary>
    private static string Because(CommandContext context, RequiredDocument required, string name)
    {
        var input = $"why.{required.Document}";
        return required.When == DocumentConditions.IfApplicable
            ? context.Inputs.Optional(input) ?? $"neattiecas ({required.Condition})"
            : context.Inputs.Text(input, $"Kāpēc nav vajadzīgs: {name}");
    }

    /// <summary>
    /// Accepted before: as then. Else the message that brought it by name; at the first review the application itself; later the
    /// newest message with files since it was asked for, or today for a paper that came over the counter.
    /// </summary>
    private static DateOnly ReceivedOn(CommandContext context, string document)
    {
        var state = context.State;
        if (state.Review?.Accepted.FirstOrDefault(a => a.Document == document) is { } before)
        {
            return before.ReceivedOn;
        }

        var askedOn = state.Request?.AnswerTerm.From;
        var since = state.Messages.Where(m => askedOn is null || m.ReceivedOn >= askedOn).ToList();
        return since.LastOrDefault(m => m.Files.Any(f => f.SuggestedDocument == document))?.ReceivedOn
            ?? (state.Review is null ? state.Received!.ReceivedOn : since.LastOrDefault(m => m.Files.Count > 0)?.ReceivedOn)
            ?? context.Today;
    }

    /// <summary>The clock starts when everything is received and registered; without the papers, when waiting for them ended.</summary>
    private static DateOnly CompleteOn(CommandContext context, List<AcceptedDocument> accepted, bool without)
    {
        var state = context.State;
        var received = accepted.Select(a => a.ReceivedOn).Append(state.Registration!.RegisteredOn).Max();
        var waitedUntil = without && state.Request is { } request ? request.AnswerTerm.Due : received;
        return new[] { received, waitedUntil < context.Today ? waitedUntil : context.Today }.Max();
    }
}
