using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>The head reads the proposal and approves it, or returns it with what to change. Not for its own author.</summary>
internal static class ApprovalCard
{
    /// <summary>Longest excerpt of a text on a card, in characters; the whole text stands on the case page.</summary>
    public const int Excerpt = 1500;

    public static StepContent Build(CardContext context, int round)
    {
        var texts = context.Texts;
        var author = context.State.Withdrawal?.By ?? context.State.Proposal!.By;
        var back = AdaptiveCard.Create(
            texts.Lang,
            [context.LongText("comment", texts["field.comment"])],
            [context.Action(Verbs.Return, round)]) with
        { Schema = null, Version = null };
        return new StepContent(
            Verbs.Approve,
            [new FactSet(context.State.Withdrawal is { } withdrawal ? Facts(context, withdrawal) : Facts(context, context.State.Proposal!))],
            [new TextBlock(texts["card.approval.why"]) { IsSubtle = true }],
            [context.Action(Verbs.Approve, round, "positive"), new ShowCardAction(texts["card.approval.return"], back)],
            context.Pack.Decision.TwoPersons && author == context.Reader.Id ? texts["card.approval.four-eyes"] : null);
    }

    private static List<Fact> Facts(CardContext context, DecisionProposed proposal)
    {
        var texts = context.Texts;
        List<Fact> facts =
        [
            new(texts["field.outcome"], texts.Word("outcome", proposal.Outcome)),
            new(texts["field.service"], context.Service is { } service ? texts.ServiceName(service) : texts["board.no-service"]),
            new(texts["field.author"], context.NameOf(proposal.By)),
            new(texts["field.findings-letter"], Cut(proposal.Findings)),
            new(texts["field.reasoning"], Cut(proposal.Reasoning)),
        ];
        Add("field.reason", proposal.Reason);
        Add("field.hearing", proposal.Hearing);
        Add("field.norm", proposal.Norm);
        Add("field.easy-reason", proposal.EasyReason);
        Add("card.easy-reason.problems", EasyReasons.Warning(context.Pack, texts, proposal.EasyReason));
        Add("field.volume", proposal.Volume);
        Add("card.easy-reason.problems", EasyReasons.Warning(context.Pack, texts, proposal.Volume));
        Add("card.easy-reason.problems", EasyReasons.Warning(context.Pack, texts, proposal.Fee));
        Add("field.fee", proposal.Fee ?? (IsUnpriced(context, proposal) ? texts["card.approval.no-fee"] : null));
        Add("field.from", proposal.From is { } from ? LatvianDate.Numeric(from) : null);
        Add("field.until", proposal.Until is { } until ? LatvianDate.Numeric(until) : null);
        Add("field.contract-by", proposal.ContractBy is { } contractBy ? LatvianDate.Numeric(contractBy) : null);
        Add("field.review-on", proposal.ReviewOn is { } reviewOn ? LatvianDate.Numeric(reviewOn) : null);
        Add("card.status-question", context.State.Income?.StatusQuestion);
        Add("field.facility", context.Pack.Facilities.FirstOrDefault(f => f.Id == proposal.FacilityId)?.Name);
        return facts;

        void Add(string label, string? value)
        {
            if (value is not null)
            {
                facts.Add(new Fact(texts[label], Cut(value)));
            }
        }
    }

    /// <summary>A service under the fee rule is granted, and nothing is said about who pays.</summary>
    private static bool IsUnpriced(CardContext context, DecisionProposed proposal) =>
        Outcomes.TakesPlace(proposal.Outcome) && context.State.ServiceId is { } service && context.Pack.Income.Fee?.Services.Contains(service) == true;

    private static List<Fact> Facts(CardContext context, ApplicationWithdrawn withdrawal) =>
    [
        new(context.Texts["field.outcome"], context.Texts.Word("outcome", context.State.Outcome!)),
        new(context.Texts["field.author"], context.NameOf(withdrawal.By)),
        withdrawal.Forwarded is { } forwarded
            ? new(context.Texts["field.forward-to"], $"{forwarded.ToDative} ({forwarded.Contacts})")
            : new(context.Texts["field.asked-on"], LatvianDate.Numeric(withdrawal.AskedOn)),
        new(context.Texts["field.note"], Cut(withdrawal.Note)),
    ];

    private static string Cut(string text)
    {
        if (text.Length <= Excerpt)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[Excerpt - 1]) ? Excerpt - 1 : Excerpt;
        return text[..end] + " […]";
    }
}
