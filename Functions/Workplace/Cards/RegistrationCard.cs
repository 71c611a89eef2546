using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>The service was not recognised with certainty: a person chooses one or several, or says that none is asked for.</summary>
internal static class RegistrationCard
{
    public static StepContent Build(CardContext context, int round) => new(
        Verbs.ChooseService,
        [new TextBlock(context.Texts["card.registration.why"])],
        [
            context.Choice(
                "serviceId",
                context.Texts["field.service"],
                [.. context.Requestable.Select(s => new Choice(context.Texts.ServiceName(s), s.Id))],
                value: context.State.Received!.Candidates is [var best, ..] ? best : null),
            SplitCard.Input(context, required: false),
        ],
        [
            context.Action(Verbs.ChooseService, round, "positive"),
            .. context.Pack.Terms.Submission is null ? Array.Empty<CardAction>() : [context.Action(Verbs.ClassifySubmission, round) with { AssociatedInputs = "none" }],
        ]);
}
