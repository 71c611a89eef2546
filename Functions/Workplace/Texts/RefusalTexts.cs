using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.Texts;

internal static class RefusalTexts
{
    /// <summary>The refusal in the reader's language.</summary>
    public static string Explain(this UiTexts texts, CommandRefusedException refused) =>
        texts.Lang == Languages.English ? refused.English : refused.Latvian;
}
