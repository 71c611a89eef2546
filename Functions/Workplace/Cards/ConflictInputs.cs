using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>What the cards of proposal and approval ask of a reader who may be near the applicant; who is the applicant is asked nothing.</summary>
internal static class ConflictInputs
{
    public static StepContent Added(CardContext context, StepContent content) => (content.Verb, context.Conflict) switch
    {
        (not (Verbs.Propose or Verbs.Approve), _) or (_, null) => content,
        (_, ConflictKinds.Own) => content with { Refusal = context.Texts["card.conflict.own"] },
        (_, var kind) => content with
        {
            // Not required by the card: whoever returns the proposal needs no reason, and the rule demands it of whoever decides.
            Inputs = [new TextBlock(context.Texts[$"card.conflict.{kind}"]) { Color = "attention" }, context.LongText("conflictReason", context.Texts["field.conflict-reason"], required: false), .. content.Inputs],
        },
    };
}
