using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>What the cards of proposal and approval ask of a reader who may be near the applicant; who is the applicant is asked nothing, on no card that assesses or decides.</summary>
internal static class ConflictInputs
{
    public static StepContent Added(CardContext context, StepContent content) => (content.Verb, context.Conflict) switch
    {
        (_, null) => content,
        (var verb, ConflictKinds.Own) => ConflictRules.IsForOthers(verb) ? content with { Refusal = context.Texts["card.conflict.own"] } : content,
        (not (Verbs.Propose or Verbs.Approve), _) => content,
        (_, var kind) => content with
        {
            // Not required by the card: whoever returns the proposal needs no reason, and the rule demands it of whoever decides.
            Inputs = [new TextBlock(context.Texts[$"card.conflict.{kind}"]) { Color = "attention" }, context.LongText(ConflictRules.Reason, context.Texts["field.conflict-reason"], required: false), .. content.Inputs],
        },
    };
}
