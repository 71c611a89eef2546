using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Texts;

internal static class RefusalTexts
{
    /// <summary>The refusal in the reader's language.</summary>
    public static string Explain(this UiTexts texts, CommandRefusedException refused) =>
        texts.Pick(refused.Latvian, refused.English);
}
