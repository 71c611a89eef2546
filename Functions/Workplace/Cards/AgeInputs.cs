using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>A service with ages asks when whoever it is for was born, unless the applicant's own age answers.</summary>
internal static class AgeInputs
{
    public static IEnumerable<CardElement> Of(CardContext context, bool confirms)
    {
        if (context.Service is not { } service || !AgeRules.MustAsk(context.State, service))
        {
            yield break;
        }

        var texts = context.Texts;
        yield return new TextBlock(texts.Format("card.age.why", ServiceAges.Limits(service))) { Separator = true };
        yield return context.Day("recipientBirthDate", texts["field.recipient-birth-date"], required: false, value: AgeRules.Stated(context.State) ?? context.State.Received!.Prefill?.RecipientBirthDate, notAfter: context.Today);
        if (confirms)
        {
            yield return new ToggleInput("confirmAge", texts["field.confirm-age"], texts["field.confirm-age-label"]);
        }
    }
}
