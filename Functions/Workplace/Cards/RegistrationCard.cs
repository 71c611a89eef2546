using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>The service was not recognised with certainty: a person chooses.</summary>
internal static class RegistrationCard
{
    public static StepContent Build(CardContext context, int round) => new(
        Verbs.ChooseService,
        [new TextBlock(context.Texts["card.registration.why"])],
        [
            context.Choice(
                "serviceId",
                context.Texts["field.service"],
                [.. context.Pack.Services.Select(s => new Choice(context.Texts.ServiceName(s), s.Id))]),
        ],
        [context.Action(Verbs.ChooseService, round, "positive")]);
}
