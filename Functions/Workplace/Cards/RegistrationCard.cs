using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>The service was not recognised with certainty: a person chooses one or several, or says that none is asked for.</summary>
internal static class RegistrationCard
{
    public static StepContent Build(CardContext context, int round) => new(
        Verbs.ChooseService,
        [new TextBlock(context.Texts["card.registration.why"]), .. FormerLetters(context), .. Recognised(context)],
        [
            .. Former(context),
            context.Choice(
                "serviceId",
                context.Texts["field.service"],
                [.. Offered(context).Select(s => new Choice(context.Texts.ServiceName(s), s.Id))],
                value: context.State.Received!.Candidates is [var best, ..] ? best : null),
            SplitCard.Input(context, Offered(context), required: false),
        ],
        [
            context.Action(Verbs.ChooseService, round, "positive"),
            .. context.Pack.SubmissionOn(context.State.Received!.ReceivedOn) is null ? Array.Empty<CardAction>() : [context.Action(Verbs.ClassifySubmission, round) with { AssociatedInputs = "none" }],
        ]);

    /// <summary>The person wrote before and was answered; that letter may still wait for review.</summary>
    private static IEnumerable<CardElement> FormerLetters(CardContext context) => context.State.Received!.FormerLetters is { } former
        ? [new TextBlock(context.Texts.Format("card.registration.former-letters", string.Join(", ", former)))]
        : [];

    /// <summary>What the words of the letter point to, so that the person sees why nothing was chosen for them.</summary>
    private static IEnumerable<CardElement> Recognised(CardContext context)
    {
        var received = context.State.Received!;
        if (received.Candidates is { Count: > 0 } candidates)
        {
            var names = candidates.Select(id => context.Pack.FindServiceAnywhere(id) is { } service ? context.Texts.ServiceName(service) : id);
            yield return new TextBlock(context.Texts.Format("card.registration.candidates", string.Join("; ", names)));
        }

        if (received.MatchedWords.Count > 0)
        {
            yield return new TextBlock(context.Texts.Format("card.registration.words", string.Join(", ", received.MatchedWords.Distinct()))) { IsSubtle = true };
        }
    }

    /// <summary>Where the municipality is in transition: by whose rules, with the places that belong to each.</summary>
    private static IEnumerable<CardElement> Former(CardContext context) =>
        context.Pack.TransitionOn(context.State.Received!.ReceivedOn) is { } transition
            ?
            [
                context.Text("declaredAddress", context.Texts["field.declared-address"], required: false, value: context.State.Received!.Entry?.DeclaredAddress),
                context.Choice(
                    "ruleSet",
                    context.Texts["field.former"],
                    [.. transition.Former.Select(f => new Choice($"{f.Name} ({string.Join(", ", f.Places)})", f.Id))],
                    required: false),
            ]
            : [];

    private static IEnumerable<Service> Offered(CardContext context)
    {
        var day = context.State.Received!.ReceivedOn;
        var packs = context.Pack.TransitionOn(day) is { } transition
            ? transition.Former.Where(f => f.HasRules).Select(f => context.Pack.For(f.Id, day))
            : [context.Pack];
        return packs.SelectMany(p => p.Requestable).DistinctBy(s => s.Id);
    }
}
