using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Clocks;

/// <summary>A rung with its day and instant.</summary>
/// <param name="At">08:00 of the day in the municipality's zone, as UTC.</param>
public sealed record RungDate(Rung Rung, DateOnly Date, DateTimeOffset At);

/// <summary>When the rungs of a deadline fire.</summary>
public static class RungSchedule
{
    /// <summary>
    /// For each rung the last day, working in both calendars, on which at least its number of working days remain until
    /// <see cref="Deadline.SafeDue"/>. So nobody is told on a day the office may be closed, and never later than promised.
    /// </summary>
    public static IReadOnlyList<RungDate> Of(MunicipalityPack pack, WorkingCalendar calendar, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(deadline);
        var other = calendar.Other;
        return
        [
            .. pack.Terms.Rungs.Select(rung =>
            {
                var date = DayOf(rung.WorkingDaysLeft, deadline.SafeDue, calendar, other);
                return new RungDate(rung, date, DeadlineInstants.MorningOf(date, pack.Calendar.TimeZone));
            }),
        ];
    }

    private static DateOnly DayOf(int left, DateOnly safeDue, WorkingCalendar calendar, WorkingCalendar other)
    {
        var remaining = 0;
        for (var date = safeDue; ; date = date.AddDays(-1))
        {
            var both = calendar.IsWorkingDay(date) && other.IsWorkingDay(date);
            if (both && remaining >= left)
            {
                return date;
            }

            remaining += calendar.IsWorkingDay(date) || other.IsWorkingDay(date) ? 1 : 0;
        }
    }
}
