using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Another social worker takes the case over.</summary>
internal static class ReassignCard
{
    public static StepContent Build(CardContext context)
    {
        var texts = context.Texts;
        var people = context.Staff.People.Where(p => p.Id != context.State.Assignee && context.Staff.MayCarry(context.Pack.Id, p.Id)).ToList();
        var near = people.Where(p => context.ConflictOf(p) == ConflictKinds.Surname).Select(p => p.Name).ToList();
        return new StepContent(
            Verbs.Reassign,
            [
                new TextBlock(texts.Format("card.reassign.why", context.NameOf(context.State.Assignee!))),
                .. near.Count == 0 ? Array.Empty<CardElement>() : [new TextBlock(texts.Format("card.reassign.near", string.Join(", ", near))) { Color = "attention" }],
            ],
            [
                context.Choice("to", texts["field.reassign-to"], [.. people.Select(p => new Choice(p.Name, p.Id))]),
                context.Text("reason", texts["field.reassign-reason"]),
                .. near.Count == 0 ? Array.Empty<CardElement>() : [context.Text(ConflictRules.Reason, texts["field.reassign-near"], required: false)],
            ],
            [context.Action(Verbs.Reassign, 1)]);
    }
}
