using System.Globalization;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Workplace.CaseView;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>What the yearly figures ask of the family; nothing of it stands in the card's summary.</summary>
internal static class FamilyCard
{
    public static StepContent Build(CardContext context)
    {
        var (texts, family) = (context.Texts, context.State.Family);
        return new StepContent(
            Verbs.RecordFamily,
            [new TextBlock(texts["card.family.why"])],
            [
                .. Counts(context, family),
                context.Day("socialWorkFrom", texts["field.social-work-from"], required: false, value: family?.SocialWorkFrom, notAfter: context.Today),
                context.Day("socialWorkUntil", texts["field.social-work-until"], required: false, value: family?.SocialWorkUntil, notAfter: context.Today),
            ],
            [context.Action(Verbs.RecordFamily, 1, "positive")]);
    }

    /// <summary>Both numbers; on the card of the income they may be left out, and what is recorded stays.</summary>
    public static IEnumerable<CardElement> Counts(CardContext context, FamilyRecorded? family) =>
    [
        context.Number("children", context.Texts["field.children"]) with { Value = Text(family?.Children) },
        context.Number("childrenWithDisability", context.Texts["field.children-with-disability"]) with { Value = Text(family?.ChildrenWithDisability) },
    ];

    /// <summary>What is recorded, for the header of the case; only for those who may record it.</summary>
    public static IEnumerable<Fact> Facts(CardContext context)
    {
        if (context.State.Family is not { } family || !context.May(Verbs.RecordFamily))
        {
            yield break;
        }

        var texts = context.Texts;
        if (family.Children is { } children)
        {
            yield return new Fact(texts["field.children"], Text(children)!);
        }

        if (family.ChildrenWithDisability is { } disabled)
        {
            yield return new Fact(texts["field.children-with-disability"], Text(disabled)!);
        }

        if (family.SocialWorkFrom is { } from)
        {
            yield return new Fact(
                texts["case.social-work"],
                family.SocialWorkUntil is { } until
                    ? texts.Format("case.service-time.until", LatvianDate.Numeric(from), LatvianDate.Numeric(until))
                    : texts.Format("case.service-time.open", LatvianDate.Numeric(from)));
        }
    }

    private static string? Text(int? count) => count?.ToString(CultureInfo.InvariantCulture);
}
