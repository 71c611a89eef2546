using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Recognition;

/// <summary>Signs in a message that change its way. They point a person to it and never decide by themselves.</summary>
public static class MessageSigns
{
    /// <summary>The writer seems to withdraw an application.</summary>
    public static bool IsWithdrawal(MunicipalityPack pack, string text) =>
        Stems.Found(LatvianText.Words(text), pack.Words.Withdrawal).Count > 0;

    /// <summary>The writer or somebody beside them seems to be in danger.</summary>
    public static bool IsUrgent(MunicipalityPack pack, string text) =>
        Stems.Found(LatvianText.Words(text), pack.Words.Urgent).Count > 0;
}
