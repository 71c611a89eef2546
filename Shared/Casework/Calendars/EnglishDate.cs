using System.Globalization;

namespace SocialWorkflows.Casework.Calendars;

/// <summary>Days as English sentences say them.</summary>
public static class EnglishDate
{
    /// <summary>„8 September 2026”.</summary>
    public static string Text(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
