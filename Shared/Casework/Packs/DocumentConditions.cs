namespace SocialWorkflows.Casework.Packs;

/// <summary>Values of <see cref="RequiredDocument.When"/>.</summary>
public static class DocumentConditions
{
    public const string Always = "always";
    public const string IfApplicable = "if-applicable";
}
