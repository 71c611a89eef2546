using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>A place is kept for the person until they answer or the term ends.</summary>
internal static class OfferCard
{
    private static readonly string[] Answers = [OfferAnswers.Accepted, OfferAnswers.Declined, OfferAnswers.Later];

    public static StepContent Build(CardContext context, int round)
    {
        var texts = context.Texts;
        var offer = context.State.Queue!.Offer!;
        return new StepContent(
            Verbs.AnswerOffer,
            [
                new TextBlock(texts["card.offer.why"]),
                new FactSet(
                [
                    new Fact(texts["field.facility"], context.FacilityName(offer.FacilityId)),
                    new Fact(texts["case.clock.offer"], LatvianDate.Numeric(offer.AnswerTerm.Due)),
                ]),
            ],
            [
                context.Choice("answer", texts["field.offer-answer"], [.. Answers.Select(a => new Choice(texts[$"offer.{a}"], a))]),
                .. Letters(context),
                context.Day("answeredOn", texts["field.answered-on"], required: true, offer.OfferedOn, context.Today, context.Today),
                context.LongText("note", texts["field.note"]),
            ],
            [context.Action(Verbs.AnswerOffer, round, "positive")]);
    }

    /// <summary>The letter that answers, so that it need not be dealt with a second time; none while none is open.</summary>
    private static IEnumerable<CardElement> Letters(CardContext context)
    {
        var open = context.State.Messages.Where(m => context.State.OpenMessages.Contains(m.IntakeId)).ToList();
        return open.Count == 0
            ? []
            :
            [
                context.Choice(
                    "intakeId", context.Texts["field.offer-message"], [.. open.Select(m => new Choice(context.Texts.Format("card.message.received", LatvianDate.Numeric(m.ReceivedOn), m.Files.Count), m.IntakeId))], required: false),
            ];
    }
}

/// <summary>The granted service begins: its first day, contract and price as facts.</summary>
internal static class StartCard
{
    public static StepContent Build(CardContext context, int round)
    {
        var texts = context.Texts;
        var state = context.State;
        List<CardElement> summary = [new TextBlock(texts["card.start.why"])];
        if (state.Proposal!.ContractBy is { } contractBy)
        {
            summary.Add(new TextBlock(texts.Format("card.start.contract", LatvianDate.Numeric(contractBy))));
        }

        if (state.Proposal.MaximumStayMonths is { } months)
        {
            summary.Add(new TextBlock(texts.Format("card.start.longest", months)));
        }

        return new StepContent(
            Verbs.StartService,
            summary,
            [
                context.Day("startedOn", texts["field.started-on"], required: true, state.Admission?.AdmittedOn ?? state.FirstReceivedOn!.Value, state.Admission?.AdmittedOn, context.Today),
                context.Day("contractOn", texts["field.contract-on"], required: false, state.Received!.ReceivedOn, notAfter: context.Today),
                context.LongText("note", texts["field.contract-note"], value: state.Proposal.Fee),
            ],
            [context.Action(Verbs.StartService, round, "positive")]);
    }
}

/// <summary>The person needs the place in the queue no longer.</summary>
internal static class QueueCard
{
    public static StepContent Build(CardContext context) => new(
        Verbs.LeaveQueue,
        [new TextBlock(context.Texts["card.queue.why"])],
        [
            context.Day("leftOn", context.Texts["field.asked-on"], required: true, context.State.Received!.ReceivedOn, context.Today, context.Today),
            context.LongText("note", context.Texts["field.note"]),
        ],
        [context.Action(Verbs.LeaveQueue, 1, "destructive")]);
}

/// <summary>A service ended before its time; the place is free from now on.</summary>
internal static class ServiceEndCard
{
    public static StepContent Build(CardContext context) => new(
        Verbs.EndService,
        [new TextBlock(context.Texts["card.service-end.why"])],
        [
            context.Day("endedOn", context.Texts["field.ended-on"], required: true, context.State.Received!.ReceivedOn, context.Today, context.Today),
            context.LongText("note", context.Texts["field.why"]),
        ],
        [context.Action(Verbs.EndService, 1, "destructive")]);
}
