namespace SocialWorkflows.Casework.People;

/// <summary>The languages of the workplace (ISO 639-1).</summary>
public static class Languages
{
    public const string Latvian = "lv";
    public const string English = "en";

    public static bool IsKnown(string language) => language is Latvian or English;
}
