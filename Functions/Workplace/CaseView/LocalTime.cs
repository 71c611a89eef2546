using NodaTime;
using NodaTime.Extensions;
using SocialWorkflows.Casework.Calendars;

namespace SocialWorkflows.Functions.Workplace.CaseView;

/// <summary>Instants as people of the municipality read them.</summary>
internal static class LocalTime
{
    /// <summary>„12.06.2026. 10:15”.</summary>
    public static string Text(DateTimeOffset at, string timeZone)
    {
        var local = at.ToInstant().InZone(DateTimeZoneProviders.Tzdb[timeZone]).LocalDateTime;
        return $"{LatvianDate.Numeric(local.Date.ToDateOnly())} {local.Hour:00}:{local.Minute:00}";
    }
}
