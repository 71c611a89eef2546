using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Another social worker takes the case over.</summary>
internal static class ReassignCard
{
    public static StepContent Build(CardContext context) => new(
        Verbs.Reassign,
        [new TextBlock(context.Texts.Format("card.reassign.why", context.NameOf(context.State.Assignee!)))],
        [
            context.Choice(
                "to",
                context.Texts["field.reassign-to"],
                [.. context.Staff.People.Where(p => p.Id != context.State.Assignee && context.Staff.MayCarry(context.Pack.Id, p.Id)).Select(p => new Choice(p.Name, p.Id))]),
            context.Text("reason", context.Texts["field.reassign-reason"]),
        ],
        [context.Action(Verbs.Reassign, 1)]);
}
