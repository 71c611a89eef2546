using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>The social worker proposes; findings and reasoning go into the letter word by word.</summary>
internal static class ProposalCard
{
    private static readonly string[] Charges = ["free", "paid"];

    public static StepContent Build(CardContext context, int round)
    {
        var texts = context.Texts;
        var before = context.State.Proposal;
        return new StepContent(
            Verbs.Propose,
            Summary(context),
            [
                context.Choice(
                    "outcome",
                    texts["field.outcome"],
                    [.. DecisionRulesOfCommands.AllowedOutcomes(context.State, context.Service).Select(o => new Choice(texts[$"outcome.{o}"], o))],
                    value: before?.Outcome),
                context.LongText("findings", texts["field.findings-letter"], value: before?.Findings),
                context.LongText("reasoning", texts["field.reasoning"], value: before?.Reasoning),
                context.Text("volume", texts["field.volume"], required: false, value: before?.Volume ?? context.State.Received?.Prefill?.Volume) with { Placeholder = texts["field.volume-hint"] },
                context.Choice("charge", texts["field.charge"], [.. Charges.Select(c => new Choice(texts[$"charge.{c}"], c))], required: false),
                context.Text("fee", texts["field.fee"], required: false, value: before?.Fee),
                context.Day("from", texts["field.from"], required: false, value: before?.From),
                .. Length(context, before),
                .. context.FacilityInput(before?.FacilityId ?? context.State.Capacity?.FacilityId ?? context.State.Admission?.FacilityId),
                context.Day("contractBy", texts["field.contract-by"], required: false, context.Today, before?.ContractBy),
                context.Day("reviewOn", texts["field.review-on"], required: false, context.Today, before?.ReviewOn),
                .. AgeInputs.Of(context, confirms: false),
                new TextBlock(texts["card.proposal.adverse"]) { Separator = true, Weight = "bolder" },
                context.LongText("reason", texts["field.reason"], required: false, value: before?.Reason),
                context.LongText("hearing", texts["field.hearing"], required: false, value: before?.Hearing),
                context.Text("norm", texts["field.norm"], required: false, value: before?.Norm) with { Placeholder = texts.Format("field.norm-hint", NormInput.Example) },
                context.LongText("easyReason", texts["field.easy-reason"], required: false, value: before?.EasyReason),
            ],
            [context.Action(Verbs.Propose, round, "positive")]);
    }

    /// <summary>A last day, or for a status the whole months it may be granted for.</summary>
    private static IEnumerable<CardElement> Length(CardContext context, DecisionProposed? before) => context.Service is { GrantMonths.Count: > 0 } status
        ? [context.Choice(
            "grantMonths",
            context.Texts["field.grant-months"],
            [.. status.GrantMonths.Select(m => new Choice(context.Texts.Format("grant-months.value", m), m.ToString(System.Globalization.CultureInfo.InvariantCulture)))],
            required: false,
            value: before?.GrantMonths?.ToString(System.Globalization.CultureInfo.InvariantCulture))]
        : [context.Day("until", context.Texts["field.until"], required: false, value: before?.Until)];

    private static List<CardElement> Summary(CardContext context)
    {
        var texts = context.Texts;
        List<CardElement> summary = [];
        if (context.State.Returned is [.., var returned])
        {
            summary.Add(new TextBlock(texts.Format("card.proposal.returned", context.NameOf(returned.By), returned.Comment)) { Color = "attention" });
        }

        summary.Add(new TextBlock(texts["card.proposal.why"]));
        List<Fact> facts = [];
        if (context.State.Needs is { } needs)
        {
            facts.Add(new Fact(texts["step.needs"], texts.Word("level", needs.Level)));
        }

        if (context.State.Income is { } income)
        {
            facts.Add(new Fact(texts["step.income"], texts.Format("card.income.fact", income.MonthlyIncome, income.HouseholdSize, texts.Word("status", income.Status))));
        }

        if (context.State.Capacity is { } capacity)
        {
            facts.Add(new Fact(texts["step.capacity"], texts.Word("capacity", capacity.Answer)));
        }

        if (FeeGuard.AnswerFor(context.State, context.Pack) is { } fee)
        {
            facts.Add(new Fact(texts[fee.IsQuestion ? "card.proposal.fee-question" : "card.proposal.fee"], fee.Explanation));
        }

        if (context.State.Income?.StatusQuestion is { } question)
        {
            facts.Add(new Fact(texts["card.status-question"], question));
        }

        if (facts.Count > 0)
        {
            summary.Add(new FactSet(facts));
        }

        return summary;
    }
}
