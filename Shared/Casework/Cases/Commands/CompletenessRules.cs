using SocialWorkflows.Casework.Completeness;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Cases.Commands;

internal static class CompletenessRules
{
    private const string Received = "received";
    private const string Missing = "missing";
    private const string NotNeeded = "not-needed";
    private const string Obtained = "obtained";
    private const string Yes = "yes";
    private const string No = "no";
    private const int MostAdults = 30;

    /// <summary>
    /// Each required document is one input <c>doc.&lt;id&gt;</c>: received (with <c>dated.&lt;id&gt;</c> where it may not be old and
    /// <c>for.&lt;id&gt;</c> where every adult brings one), missing, not-needed (then <c>why.&lt;id&gt;</c>) or obtained by the service.
    /// A document received counts from the day of the message that brought it, not from the day it was looked at.
    /// </summary>
    public static IReadOnlyList<CaseEvent> Review(CommandContext context)
    {
        var state = context.State;
        var recipientBirth = AgeRules.Review(context);
        var sorted = new Sorted([], [], []) { Adults = context.Inputs.Optional("adults") is null ? 1 : context.Inputs.Count("adults", "Pilngadīgie mājsaimniecībā", 1, MostAdults) };
        foreach (var required in context.Service.Documents)
        {
            Sort(context, required, sorted);
        }

        var missing = sorted.Missing;
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
                Accepted = sorted.Accepted,
                NotNeeded = sorted.NotNeeded,
                Missing = [.. missing.Select(m => m.Document)],
                Why = missing.Count == 0 ? null : missing,
                RecipientBirthDate = recipientBirth,
                ProceedWithout = proceed && missing.Count > 0,
                CompleteOn = missing.Count == 0 || proceed ? CompleteOn(context, sorted.Accepted, missing.Count > 0) : null,
                Contact = context.Contact(),
                By = context.Actor.Id,
            },
        ];
    }

    private static void Sort(CommandContext context, RequiredDocument required, Sorted sorted)
    {
        var id = required.Document;
        var name = context.Pack.FindDocument(id)?.Name ?? id;
        var rule = context.Pack.DocumentRules.For(id, context.Service.Id);
        var circumstance = context.Pack.DocumentRules.Circumstances.FirstOrDefault(c => c.Documents.Contains(id));
        var applies = circumstance is not null && context.Inputs.Optional($"about.{circumstance.Id}") is not null
            ? context.Inputs.OneOf($"about.{circumstance.Id}", circumstance.Question, Yes, No)
            : null;
        var paper = Paper.Read(context, id, name);
        if (applies == No)
        {
            sorted.NotNeeded.Add(new(id, $"{circumstance!.Question} Nē."));
            return;
        }

        string[] choices = rule?.ObtainedFrom is null ? [Received, Missing, NotNeeded] : [Received, Missing, NotNeeded, Obtained];
        switch (context.Inputs.OneOf($"doc.{id}", name, choices))
        {
            case Received:
                Accept(context, id, name, rule, paper, sorted);
                break;
            case NotNeeded:
                sorted.NotNeeded.Add(new(id, applies == Yes ? context.Inputs.Text($"why.{id}", $"Kāpēc nav vajadzīgs: {name}") : Because(context, required, name)));
                break;
            case Obtained:
                sorted.NotNeeded.Add(new(id, $"dienests ziņas iegūst pats: {rule!.ObtainedFrom}"));
                break;
            default:
                sorted.Missing.Add(new(id, MissingWords.NotReceived));
                break;
        }
    }

    /// <summary>A paper that is too old, or not there for everybody, is looked at and still missing; its day starts no clock.</summary>
    private static void Accept(CommandContext context, string id, string name, DocumentRule? rule, Paper paper, Sorted sorted)
    {
        var receivedOn = ReceivedOn(context, id);
        var dated = Dated(context, id, name, rule, paper);
        if (dated > context.Today)
        {
            throw new CommandRefusedException(
                "bad-date", $"Dokuments „{name}” nevar būt izsniegts nākotnē. Pārbaudiet datumu.", $"The paper '{id}' cannot be dated in the future.");
        }

        if (dated is { } day && rule?.NotOlderThanMonths is { } months && PaperAge.IsTooOld(day, receivedOn, months))
        {
            sorted.Missing.Add(new(id, MissingWords.TooOld) { Dated = day, NotOlderThanMonths = months });
            return;
        }

        if (rule is { OfEachAdult: true } && paper.ForAdults < sorted.Adults)
        {
            sorted.Missing.Add(new(id, MissingWords.NotForEverybody) { Have = paper.ForAdults, Need = sorted.Adults });
            return;
        }

        sorted.Accepted.Add(new(id, receivedOn) { Dated = dated });
    }

    /// <summary>The date on the paper; asked where age matters, remembered from the review that accepted it.</summary>
    private static DateOnly? Dated(CommandContext context, string id, string name, DocumentRule? rule, Paper paper)
    {
        var before = context.State.Review?.Accepted.FirstOrDefault(a => a.Document == id);
        return paper.Dated
            ?? before?.Dated
            ?? (rule?.NotOlderThanMonths is null || before is not null ? null : context.Inputs.Day($"dated.{id}", Paper.DateLabel(name)));
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
            ?? (state.Review is null ? state.FirstReceivedOn : since.LastOrDefault(m => m.Files.Count > 0)?.ReceivedOn)
            ?? context.Today;
    }

    /// <summary>The clock starts when everything is received and registered; without the papers, when waiting for them ended.</summary>
    private static DateOnly CompleteOn(CommandContext context, List<AcceptedDocument> accepted, bool without)
    {
        var state = context.State;
        var received = accepted.Select(a => a.ReceivedOn).Append(RegisteredOn(state)).Max();
        var waitedUntil = without && state.Request is { } request ? request.AnswerTerm.Due : received;
        return new[] { received, waitedUntil < context.Today ? waitedUntil : context.Today }.Max();
    }

    /// <summary>The day of an earlier receipt stands for the registration: it was registered there.</summary>
    private static DateOnly RegisteredOn(CaseState state) =>
        state.EarlierReceivedOn is { } earlier && earlier < state.Registration!.RegisteredOn ? earlier : state.Registration!.RegisteredOn;

    private sealed record Sorted(List<AcceptedDocument> Accepted, List<NotNeededDocument> NotNeeded, List<MissingReason> Missing)
    {
        public required int Adults { get; init; }
    }

    /// <summary>What the card says about one paper: its date, and for how many adults it came (one, unless it says otherwise).</summary>
    private sealed record Paper(DateOnly? Dated, int ForAdults)
    {
        public static string DateLabel(string name) => $"Kad izsniegts: {name}";

        public static Paper Read(CommandContext context, string id, string name) => new(
            context.Inputs.OptionalDay($"dated.{id}", DateLabel(name)),
            context.Inputs.Optional($"for.{id}") is null ? 1 : context.Inputs.Count($"for.{id}", $"Par cik personām iesniegts: {name}", 1, MostAdults));
    }
}
