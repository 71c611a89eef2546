using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>In the case that granted it: opens the case that decides whether it ends.</summary>
internal static class DiscontinueCard
{
    public static StepContent Build(CardContext context) => new(
        Verbs.Discontinue,
        [new TextBlock(context.Texts["card.discontinue.why"])],
        [context.Day("foundOn", context.Texts["field.found-on"], required: true, context.State.Notice!.SentOn, context.Today, context.Today)],
        [context.Action(Verbs.Discontinue, 1, "destructive")]);
}

/// <summary>The social worker proposes that it ends, or that it goes on. The person is heard before (Administratīvā procesa likums, section 62).</summary>
internal static class DiscontinuanceCard
{
    public static StepContent Build(CardContext context, int round)
    {
        var (texts, before) = (context.Texts, context.State.Proposal);
        var earliest = DiscontinuanceRules.Earliest(context.State, context.Municipality.Terms, context.Today);
        var drop = AdaptiveCard.Create(texts.Lang, [context.LongText("dropReason", texts["field.drop-reason"])], [context.Action(Verbs.DropDiscontinuance, round)]) with { Schema = null, Version = null };
        return new StepContent(
            Verbs.Propose,
            Summary(context),
            [
                context.Day("from", texts["field.ends-from"], required: true, earliest, before?.From > earliest ? before.From : earliest),
                context.LongText("findings", texts["field.findings-letter"], value: before?.Findings),
                context.LongText("hearing", texts["field.hearing"], value: before?.Hearing),
                context.LongText("reasoning", texts["field.reasoning"], value: before?.Reasoning),
                context.LongText("reason", texts["field.end-reason"], value: before?.Reason),
                context.LongText("easyReason", texts["field.easy-reason"], required: false, value: before?.EasyReason),
                context.LongText("norm", texts["field.norm"], value: before?.Norm ?? context.Pack.NormsOn(context.Today, Outcomes.Discontinued)),
            ],
            [context.Action(Verbs.Propose, round, "positive", ("outcome", Outcomes.Discontinued)), new ShowCardAction(texts["card.discontinuance.drop"], drop)]);
    }

    private static List<CardElement> Summary(CardContext context)
    {
        List<CardElement> summary = [];
        if (context.State.Returned is [.., var returned])
        {
            summary.Add(new TextBlock(context.Texts.Format("card.proposal.returned", context.NameOf(returned.By), returned.Comment)) { Color = "attention" });
        }

        if (context.State.Received!.Prefill?.Granted is { } granted)
        {
            summary.Add(new TextBlock(context.Texts.Format("card.discontinuance.granted", granted.DecisionNumber, LatvianDate.Numeric(granted.DecidedOn), granted.CaseNumber)));
        }

        summary.Add(new TextBlock(context.Texts["card.discontinuance.why"]));
        if (context.State.Hearing is { } hearing)
        {
            summary.Add(new TextBlock(context.Texts.Format("card.discontinuance.invited", LatvianDate.Numeric(hearing.Until))));
        }

        return summary;
    }
}

/// <summary>Invites the person by letter to say what they think.</summary>
internal static class HearingCard
{
    public static StepContent Build(CardContext context) => new(
        Verbs.InviteHearing,
        [new TextBlock(context.Texts.Format("card.hearing.why", context.Pack.Terms.Hearing!.WorkingDays, context.Pack.Terms.Hearing.Basis))],
        [
            context.LongText("reason", context.Texts["field.end-reason"]),
            context.LongText("easyReason", context.Texts["field.easy-reason"], required: false),
            .. context.ContactInputs(),
        ],
        [context.Action(Verbs.InviteHearing, 1)]);
}
