using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Whose business the case is; only the head lets others in, or opens it again.</summary>
internal static class RestrictionCard
{
    public static StepContent Build(CardContext context)
    {
        var texts = context.Texts;
        var (labels, named) = (context.State.Restriction?.Labels ?? [], context.State.Restriction?.Named ?? []);
        return new StepContent(
            Verbs.Restrict,
            [new TextBlock(labels.Count == 0 ? texts["card.restriction.free"] : texts.Format("card.restriction.now", string.Join(", ", labels.Select(l => texts.Word("restriction", l)))))],
            [
                context.Choice("labels", texts["field.restriction-labels"], [.. NeedToKnowLabels.All.Select(l => new Choice(texts.Word("restriction", l), l))], required: false, value: Joined(labels))
                    with { IsMultiSelect = true, Placeholder = null },
                .. Named(context, named),
                context.LongText("reason", texts["field.note"]),
            ],
            [context.Action(Verbs.Restrict, 1, "positive")]);
    }

    private static IEnumerable<CardElement> Named(CardContext context, IReadOnlyList<string> named)
    {
        var colleagues = context.Staff.People.Where(p => p.Municipality == context.Record.Case.Municipality && p.Roles.Any(Roles.OfCasework.Contains) && !p.Roles.Contains(Roles.Head)).ToList();
        return context.Reader.Roles.Contains(Roles.Head) && colleagues.Count > 0
            ?
            [
                context.Choice("named", context.Texts["field.restriction-named"], [.. colleagues.Select(p => new Choice(p.Name, p.Id))], required: false, value: Joined(named))
                    with { IsMultiSelect = true, Placeholder = null },
            ]
            : [];
    }

    private static string? Joined(IReadOnlyList<string> ids) => ids.Count == 0 ? null : string.Join(',', ids);
}
