using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>The signed letter lies ready; a person confirms that it really left, with the evidence.</summary>
internal static class NoticeCard
{
    public static StepContent Build(CardContext context, int round)
    {
        var (texts, state) = (context.Texts, context.State);
        var channel = state.Dispatch!.Channel;
        List<Fact> facts = [new(texts["field.channel"], texts.ChannelName(context.Pack, channel))];
        if (state.NoticeWay is { } way)
        {
            facts.Add(new Fact(texts["field.notice-reason"], texts.Word("notice-reason", way.Because)));
        }

        if (state.Dispatch.CoverFileId is not null)
        {
            facts.Add(new Fact(texts["field.bar-code"], state.Dispatch.OperationId));
        }

        if (state.NoticeHindrance is { } hindrance)
        {
            facts.Add(new Fact(texts["field.hindrance"], texts.Word("notice-cause", hindrance.What)));
        }

        return new StepContent(
            Verbs.ConfirmNotice,
            [new TextBlock(texts[$"card.notice.{Kind(channel)}"]), new FactSet(facts)],
            [
                context.Day("sentOn", texts["field.sent-on"], required: true, state.Decision!.DecidedOn, context.Today, context.Today),
                context.Text("evidence", texts["field.evidence"]) with { Placeholder = texts[$"field.evidence-hint.{Kind(channel)}"] },
            ],
            [context.Action(Verbs.ConfirmNotice, round, "positive")]);
    }

    private static string Kind(string channel) => channel switch
    {
        "registered" or "post" => "post",
        "hand" => "hand",
        "e-address" => "e-address",
        _ => "email",
    };
}

/// <summary>A notice that is on its way or was confirmed came back, or its channel does not work.</summary>
internal static class NoticeReturnCard
{
    public static StepContent Build(CardContext context)
    {
        var (texts, state) = (context.Texts, context.State);
        var channel = state.Notice?.Channel ?? state.Dispatch!.Channel;
        var earliest = state.Notice?.SentOn ?? state.Decision!.DecidedOn;
        return new StepContent(
            Verbs.ReturnNotice,
            [new TextBlock(texts.Format("card.notice-returned.why", texts.ChannelName(context.Pack, channel)))],
            [
                context.Choice("cause", texts["field.notice-cause"], [.. NoticeLadder.CausesOf(context.Pack, channel, context.Today).Select(c => new Choice(texts.Word("notice-cause", c), c))]),
                context.Day("returnedOn", texts["field.returned-on"], required: true, earliest, context.Today, context.Today),
                context.LongText("note", texts["field.note"]),
            ],
            [context.Action(Verbs.ReturnNotice, 1, "destructive")]);
    }
}

/// <summary>No rule carries the notice on: a person finds out where it can go.</summary>
internal static class NoticeRedirectCard
{
    public static StepContent Build(CardContext context, int round)
    {
        var (texts, back) = (context.Texts, context.State.NoticeReturn!);
        return new StepContent(
            Verbs.RedirectNotice,
            [
                new TextBlock(texts.Format(
                    back.Next is null ? "card.notice-redirect.why" : "card.notice-redirect.coming",
                    texts.ChannelName(context.Pack, back.Channel),
                    texts.Word("notice-cause", back.Cause),
                    LatvianDate.Numeric(back.On))),
            ],
            [
                context.Choice("channel", texts["field.channel"], [.. context.Pack.Channels.Select(c => new Choice(texts.ChannelName(c), c.Id))]),
                context.Text("address", texts["field.address"]) with { Placeholder = texts["field.address-hint"] },
                context.LongText("reason", texts["field.redirect-reason"]),
            ],
            NoticeWay.NeedsPerson(context.State) ? [context.Action(Verbs.RedirectNotice, round, "positive")] : []);
    }
}

/// <summary>Something keeps the notice from leaving; the term is not moved by it.</summary>
internal static class NoticeHindranceCard
{
    public static StepContent Build(CardContext context) => new(
        Verbs.HinderNotice,
        [new TextBlock(context.Texts.Format("card.notice-hindered.why", LatvianDate.Numeric(context.State.Decision!.NoticeTerm.Due)))],
        [context.LongText("what", context.Texts["field.hindrance"])],
        [context.Action(Verbs.HinderNotice, 1)]);
}
