using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>A service that lets the person in first and registers afterwards.</summary>
internal static class AdmissionCard
{
    public static StepContent Build(CardContext context, int round) => new(
        Verbs.Admit,
        [new TextBlock(context.Texts["card.admission.why"])],
        [
            .. context.FacilityInput(null),
            context.Day("admittedOn", context.Texts["field.admitted-on"], required: true, context.State.Received!.ReceivedOn.AddMonths(-1), context.Today, context.Today),
            context.LongText("circumstances", context.Texts["field.circumstances"]),
            .. context.ContactInputs(),
        ],
        [context.Action(Verbs.Admit, round, "positive")]);
}
