using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Is everything there? Each document of the service is confirmed by a person; names of files only suggest.</summary>
internal static class DocumentsCard
{
    public static StepContent Build(CardContext context, int round)
    {
        var texts = context.Texts;
        List<CardElement> inputs = [];
        foreach (var required in context.Service?.Documents ?? [])
        {
            inputs.AddRange(Inputs(context, required));
        }

        inputs.AddRange(context.ContactInputs());
        if (round > 1)
        {
            inputs.Add(new ToggleInput("proceed", texts["card.documents.proceed"], texts["field.proceed"]));
        }

        return new StepContent(
            Verbs.ReviewDocuments,
            [new TextBlock(texts[round > 1 ? "card.documents.again" : "card.documents.why"])],
            inputs,
            [context.Action(Verbs.ReviewDocuments, round, "positive")]);
    }

    private static IEnumerable<CardElement> Inputs(CardContext context, RequiredDocument required)
    {
        var texts = context.Texts;
        var name = context.Pack.FindDocument(required.Document)?.Name ?? required.Document;
        var label = required.Condition is { } condition ? $"{name} ({condition})" : name;
        yield return context.Choice(
            $"doc.{required.Document}",
            label,
            [
                new Choice(texts["document.received"], "received"),
                new Choice(texts["document.missing"], "missing"),
                new Choice(texts["document.not-needed"], "not-needed"),
            ],
            value: Suggested(context, required)) with
        { Separator = true };
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
