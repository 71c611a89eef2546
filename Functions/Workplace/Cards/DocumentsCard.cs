using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Completeness;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Is everything there? Each document of the service is confirmed by a person; names of files only suggest.</summary>
internal static class DocumentsCard
{
    private const int MostAdults = 30;

    public static StepContent Build(CardContext context, int round)
    {
        var texts = context.Texts;
        List<CardElement> inputs = [];
        var documents = context.Service?.Documents ?? [];
        if (documents.Any(d => Rule(context, d) is { OfEachAdult: true }))
        {
            inputs.Add(new NumberInput("adults", texts["field.adults"], 1, MostAdults) { Value = 1 });
        }

        foreach (var circumstance in context.Pack.DocumentRules.Circumstances.Where(c => documents.Any(d => c.Documents.Contains(d.Document))))
        {
            inputs.Add(context.Choice(
                $"about.{circumstance.Id}",
                circumstance.Question,
                [new Choice(texts["answer.yes"], "yes"), new Choice(texts["answer.no"], "no")],
                required: false));
        }

        foreach (var required in documents)
        {
            inputs.AddRange(Inputs(context, required));
        }

        inputs.AddRange(AgeInputs.Of(context, confirms: true));
        inputs.AddRange(context.ContactInputs());
        if (round > 1)
        {
            inputs.Add(new ToggleInput("proceed", texts["card.documents.proceed"], texts["field.proceed"]));
        }

        return new StepContent(
            Verbs.ReviewDocuments,
            [new TextBlock(texts[round > 1 ? "card.documents.again" : "card.documents.why"]), .. Reasons(context)],
            inputs,
            [context.Action(Verbs.ReviewDocuments, round, "positive")]);
    }

    private static DocumentRule? Rule(CardContext context, RequiredDocument required) =>
        context.Service is { } service ? context.Pack.DocumentRules.For(required.Document, service.Id) : null;

    /// <summary>Why papers that came the last time were not accepted.</summary>
    private static IEnumerable<CardElement> Reasons(CardContext context) =>
        (context.State.Review?.Why ?? [])
            .Where(w => w.Official.Length > 0)
            .Select(w => new TextBlock(context.Texts.DocumentName(context.Pack, w.Document) + w.Official) { Color = "attention" });

    private static IEnumerable<CardElement> Inputs(CardContext context, RequiredDocument required)
    {
        var texts = context.Texts;
        var rule = Rule(context, required);
        var name = texts.DocumentName(context.Pack, required.Document);
        var label = required.Condition is { } condition ? $"{name} ({condition})" : name;
        yield return context.Choice(
            $"doc.{required.Document}",
            label,
            [
                new Choice(texts["document.received"], "received"),
                new Choice(texts["document.missing"], "missing"),
                new Choice(texts["document.not-needed"], "not-needed"),
                .. rule?.ObtainedFrom is null ? Array.Empty<Choice>() : [new Choice(texts.Format("document.obtained", rule.ObtainedFrom), "obtained")],
            ],
            value: Suggested(context, required)) with
        { Separator = true };
        if (context.Pack.FindDocument(required.Document)?.MustState is { } must)
        {
            yield return new TextBlock(texts.Format("document.must-state", must));
        }

        if (rule?.NotOlderThanMonths is { } months)
        {
            yield return context.Day(
                $"dated.{required.Document}",
                texts.Format("field.dated", name, months),
                required: false,
                value: context.State.Review?.Accepted.FirstOrDefault(a => a.Document == required.Document)?.Dated,
                notAfter: context.Today);
        }

        if (rule is { OfEachAdult: true })
        {
            yield return new NumberInput($"for.{required.Document}", texts.Format("field.for-adults", name), 1, MostAdults) { Value = 1 };
        }

        yield return context.Text($"why.{required.Document}", texts.Format("field.why-not-needed", name), required: false, value: WhyBefore(context, required));
    }

    private static string Suggested(CardContext context, RequiredDocument required)
    {
        var state = context.State;
        var isApplication = context.Pack.FindDocument(required.Document) is { IsApplication: true };
        var arrived = isApplication || state.Files.Any(f => f.SuggestedDocument == required.Document);
        var acceptedBefore = state.Review?.Accepted.Any(a => a.Document == required.Document) ?? false;
        var notNeededBefore = NotNeeded(context).Any(n => n.Document == required.Document);
        return (arrived || acceptedBefore, notNeededBefore || required.When != "always") switch
        {
            (true, _) => "received",
            (_, true) => "not-needed",
            _ => "missing",
        };
    }

    /// <summary>For a conditional document the pre-chosen „not needed” comes with the condition that is not met.</summary>
    private static string? WhyBefore(CardContext context, RequiredDocument required) =>
        NotNeeded(context).FirstOrDefault(n => n.Document == required.Document)?.Because
        ?? (required.When == "always" ? null : context.Texts["card.documents.condition-not-met"]);

    /// <summary>Said so at the last review, or in the case this one continues.</summary>
    private static IReadOnlyList<NotNeededDocument> NotNeeded(CardContext context) =>
        context.State.Review?.NotNeeded ?? context.State.Received?.Prefill?.NotNeeded ?? [];
}
