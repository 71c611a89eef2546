using NodaTime;
using NodaTime.Extensions;

namespace SocialWorkflows.Casework.Clocks;

/// <summary>Civil days of a municipality as instants for timers, and back; right on the nights when clocks change.</summary>
public static class DeadlineInstants
{
    private const int MorningHour = 8;

    /// <summary>The first instant after the day: a deadline is missed when this instant is reached.</summary>
    public static DateTimeOffset EndOf(DateOnly date, string timeZone) => StartOf(date.AddDays(1), timeZone);

    /// <summary>The first instant of the day.</summary>
    public static DateTimeOffset StartOf(DateOnly date, string timeZone) =>
        Zone(timeZone).AtStartOfDay(date.ToLocalDate()).ToInstant().ToDateTimeOffset();

    /// <summary>08:00 local time: when rungs and reminders go out.</summary>
    public static DateTimeOffset MorningOf(DateOnly date, string timeZone) =>
        (date.ToLocalDate() + new LocalTime(MorningHour, 0)).InZoneLeniently(Zone(timeZone)).ToInstant().ToDateTimeOffset();

    /// <summary>The civil day of an instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant, string timeZone) =>
        instant.ToInstant().InZone(Zone(timeZone)).Date.ToDateOnly();

    private static DateTimeZone Zone(string timeZone) => DateTimeZoneProviders.Tzdb[timeZone];
}
