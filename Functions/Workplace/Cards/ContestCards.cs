using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Somebody contests the decision; whether in time is found by rule.</summary>
internal static class ContestCard
{
    private static readonly string[] Senders = ["applicant", "representative", "stranger"];

    public static StepContent Build(CardContext context) => new(
        Verbs.ReceiveContest,
        [new TextBlock(Why(context))],
        [
            context.Choice("from", context.Texts["field.contest-from"], [.. Senders.Select(s => new Choice(context.Texts[$"contest-from.{s}"], s))]),
            context.Day("receivedOn", context.Texts["field.received-on"], required: true, context.State.Received!.ReceivedOn, context.Today, context.Today),
            context.Day("lodgedOn", context.Texts["field.lodged-on"], required: false, context.State.Received.ReceivedOn, notAfter: context.Today),
            WithoutInstruction(context),
            context.LongText("note", context.Texts["field.note"]),
        ],
        [context.Action(Verbs.ReceiveContest, 1, "positive")]);

    /// <summary>The same inside the card of the letter that contests; it shares the note of the card around it.</summary>
    public static AdaptiveCard Nested(CardContext context, MessageFiled message) => AdaptiveCard.Create(
        context.Texts.Lang,
        [
            new TextBlock(Why(context)),
            context.Choice("from", context.Texts["field.contest-from"], [.. Senders.Select(s => new Choice(context.Texts[$"contest-from.{s}"], s))]),
            context.Day("lodgedOn", context.Texts["field.lodged-on"], required: false, context.State.Received!.ReceivedOn, notAfter: message.ReceivedOn),
            WithoutInstruction(context),
        ],
        [
            context.Action(
                Verbs.ReceiveContest, 1, "positive", ("intakeId", message.IntakeId), ("receivedOn", message.ReceivedOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))),
        ]) with
    { Schema = null, Version = null };

    private static ChoiceInput WithoutInstruction(CardContext context) => context.Choice(
        "withoutInstruction",
        context.Texts["field.without-instruction"],
        [new Choice(context.Texts["answer.no"], "false"), new Choice(context.Texts["answer.yes"], "true")],
        required: false,
        value: "false");

    private static string Why(CardContext context) => context.State switch
    {
        { Notice.ContestTerm: { } term } => context.Texts.Format("card.contest.why", LatvianDate.Numeric(term.Due)),
        { Decision: not null, Notice: null, Withdrawal: null } => context.Texts["card.contest.before-notice"],
        _ => context.Texts["card.contest.too-early"],
    };
}

/// <summary>The contest goes to the body that examines it.</summary>
internal static class HandOverCard
{
    public static StepContent Build(CardContext context, int round)
    {
        var texts = context.Texts;
        var contest = context.State.Contests!.Single(c => c.Received.Round == round).Received;
        return new StepContent(
            Verbs.HandOverContest,
            [
                new TextBlock(texts.Format("card.hand-over.why", context.Pack.Decision.ContestBodyLocative, LatvianDate.Numeric(contest.HandOverTerm!.Due))),
                new TextBlock(contest.DaysLate == 0 ? texts["card.contest.in-time"] : texts.Format("card.contest.late", contest.DaysLate)),
                .. contest.Suspends is { } suspends ? new[] { new TextBlock(texts[suspends ? "card.contest.suspended" : "card.contest.not-suspended"]) } : [],
                new TextBlock(texts["card.hand-over.package"]),
            ],
            [
                context.Day("sentOn", texts["field.sent-on"], required: true, contest.ReceivedOn, context.Today, context.Today),
                context.Text("evidence", texts["field.evidence"]) with { Placeholder = texts["field.evidence-hint"] },
            ],
            [context.Action(Verbs.HandOverContest, round, "positive")]);
    }
}

/// <summary>What the contest body decided.</summary>
internal static class ContestResultCard
{
    private static readonly string[] Results = ["upheld", "changed", "annulled", "not-examined"];

    public static StepContent Build(CardContext context, int round)
    {
        var texts = context.Texts;
        var handedOver = context.State.Contests!.Single(c => c.Received.Round == round).HandedOver!;
        return new StepContent(
            Verbs.DecideContest,
            [new TextBlock(texts.Format("card.contest-result.why", LatvianDate.Numeric(handedOver.On)))],
            [
                context.Choice("result", texts["field.contest-result"], [.. Results.Select(r => new Choice(texts[$"contest-result.{r}"], r))]),
                context.Day("decidedOn", texts["field.decided-on"], required: true, handedOver.On, context.Today, context.Today),
                context.LongText("note", texts["field.note"]),
            ],
            [context.Action(Verbs.DecideContest, round, "positive")]);
    }
}
