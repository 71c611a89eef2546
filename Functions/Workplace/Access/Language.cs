namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>The reader's language, kept in a cookie of its own.</summary>
internal static class Language
{
    public const string Cookie = "sw-lang";
}
