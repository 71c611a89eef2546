using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>One application asks for more: each further service gets its own case, clock, decision and notice.</summary>
internal static class SplitCard
{
    public static StepContent Build(CardContext context) => new(
        Verbs.Split,
        [new TextBlock(context.Texts["card.split.why"])],
        [Input(context, context.Pack.Requestable, required: true)],
        [context.Action(Verbs.Split, 1, "positive")]);

    /// <summary>The further services; those the words of the message name are chosen already.</summary>
    public static ChoiceInput Input(CardContext context, IEnumerable<Service> offered, bool required)
    {
        List<string?> taken = [context.State.ServiceId, .. (context.State.Siblings ?? []).Select(s => s.ServiceId)];
        var open = offered.Where(s => !taken.Contains(s.Id)).ToList();
        var named = (context.State.Received!.Candidates ?? []).Skip(1).Where(id => open.Any(s => s.Id == id)).ToList();
        return context.Choice(
            "alsoServiceIds",
            context.Texts["field.also-services"],
            [.. open.Select(s => new Choice(context.Texts.ServiceName(s), s.Id))],
            required,
            named.Count == 0 ? null : string.Join(',', named)) with
        { IsMultiSelect = true, Placeholder = null };
    }
}

/// <summary>The service goes on: a new case, prefilled from this one.</summary>
internal static class RenewalCard
{
    public static StepContent Build(CardContext context) => new(
        Verbs.Renew,
        [new TextBlock(context.Texts["card.renewal.why"])],
        [context.Day("askedOn", context.Texts["field.asked-on"], required: true, context.State.Notice!.SentOn, context.Today, context.Today)],
        [context.Action(Verbs.Renew, 1, "positive")]);
}
