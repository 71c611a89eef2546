using SocialWorkflows.Casework.Calendars;

namespace SocialWorkflows.Casework.Clocks;

/// <summary>
/// Day of registration of something received electronically: the civil day of receipt by server time when it is a working
/// day of the municipality, otherwise its next working day.
/// </summary>
public static class RegistrationDay
{
    public static DateOnly Of(DateTimeOffset receivedAt, WorkingCalendar calendar, string timeZone)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return calendar.WorkingDayFrom(DeadlineInstants.DateOf(receivedAt, timeZone));
    }
}
