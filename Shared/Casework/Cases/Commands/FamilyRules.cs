namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>What the yearly figures ask of the family. A number that nobody knows is left out, never guessed.</summary>
internal static class FamilyRules
{
    private const int Most = 30;

    /// <summary>Social work with a family may have begun long before this application.</summary>
    private static readonly DateOnly Earliest = new(1990, 1, 1);

    public static IReadOnlyList<CaseEvent> Record(CommandContext context)
    {
        var (before, by) = (context.State.Family, context.Actor.Id);
        var from = Day(context, "socialWorkFrom", "Sociālais darbs ar ģimeni no", Earliest);
        var until = Day(context, "socialWorkUntil", "Sociālais darbs ar ģimeni līdz", from ?? Earliest);
        var (children, disabled) = Counts(context.Inputs);
        if (until is not null && from is null)
        {
            throw new CommandRefusedException("family-work", "Norādiet, no kuras dienas notiek sociālais darbs ar ģimeni.", "The first day of social work is missing.");
        }

        return before is null && (children ?? disabled ?? from?.DayNumber) is null
            ? throw new CommandRefusedException("family-empty", "Ierakstiet vismaz vienu skaitli vai dienu.", "Nothing was entered.")
            : [new FamilyRecorded((before?.Round ?? 0) + 1, children, disabled, from, until, by)];
    }

    /// <summary>The numbers that were written on the card of the income; what was recorded before and not written there stays.</summary>
    public static IReadOnlyList<CaseEvent> WithIncome(CommandContext context)
    {
        var before = context.State.Family;
        var (children, disabled) = Counts(context.Inputs);
        if (children is null && disabled is null)
        {
            return [];
        }

        var recorded = (before ?? new FamilyRecorded(0, null, null, null, null, context.Actor.Id)) with
        {
            Round = (before?.Round ?? 0) + 1,
            Children = children ?? before?.Children,
            ChildrenWithDisability = disabled ?? before?.ChildrenWithDisability,
            By = context.Actor.Id,
        };
        Agree(recorded.Children, recorded.ChildrenWithDisability);
        return [recorded];
    }

    private static (int? Children, int? Disabled) Counts(CommandInputs inputs)
    {
        var (children, disabled) = (Count(inputs, "children", "Bērni ģimenē"), Count(inputs, "childrenWithDisability", "No tiem bērni ar invaliditāti (līdz 18 gadiem)"));
        Agree(children, disabled);
        return (children, disabled);
    }

    private static int? Count(CommandInputs inputs, string name, string label) => inputs.Optional(name) is null ? null : inputs.Count(name, label, 0, Most);

    private static void Agree(int? children, int? disabled)
    {
        if (disabled > children)
        {
            throw new CommandRefusedException(
                "bad-number", "Bērnu ar invaliditāti ir vairāk nekā bērnu ģimenē. Pārbaudiet skaitļus.", "There are more children with a disability than children in the family.");
        }
    }

    private static DateOnly? Day(CommandContext context, string name, string label, DateOnly notBefore) =>
        context.Inputs.OptionalDay(name, label) is null ? null : context.PastDay(name, label, notBefore);
}
