using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Calendars;

/// <summary>
/// The working days of one municipality: the national calendar and whether the municipality follows the Cabinet's moved
/// days. The moves bind state institutions only; for municipalities they are a recommendation (Darba likums s.133(4)).
/// </summary>
public sealed class WorkingCalendar
{
    private readonly NationalCalendar _national;

    public WorkingCalendar(CalendarRules rules, NationalCalendar national)
        : this(national, rules.FollowsMovedDays)
    {
    }

    private WorkingCalendar(NationalCalendar national, bool followsMovedDays)
    {
        _national = national;
        FollowsMovedDays = followsMovedDays;
    }

    public bool FollowsMovedDays { get; }

    /// <summary>The same national days with the switch set otherwise.</summary>
    public WorkingCalendar WithMovedDays(bool follow) => follow == FollowsMovedDays ? this : new WorkingCalendar(_national, follow);

    public DayKind KindOf(DateOnly date, bool followMoved) => _national.DaysOf(date.Year)[date, followMoved].Kind;

    public DayKind KindOf(DateOnly date) => KindOf(date, FollowsMovedDays);

    public bool IsWorkingDay(DateOnly date) => _national.DaysOf(date.Year)[date, FollowsMovedDays].IsWorking;

    /// <summary>Why the day counts or not, in Latvian: „darba diena”, „sestdiena”, „Līgo diena”.</summary>
    public string ReasonOf(DateOnly date) => _national.DaysOf(date.Year)[date, FollowsMovedDays].Reason;

    /// <summary>The moves of this year are not published in the data; its dates must be marked so.</summary>
    public bool IsProvisional(int year) => _national.IsProvisional(year);

    /// <summary>
    /// The years that need moved days now and have none in the data: this year, and from 1 July, by when the Cabinet decides
    /// (Darba likums s.133(4)), the next one.
    /// </summary>
    public IReadOnlyList<int> YearsWithoutMoves(DateOnly today)
    {
        const int july = 7;
        int[] needed = today.Month >= july ? [today.Year, today.Year + 1] : [today.Year];
        return [.. needed.Where(IsProvisional)];
    }

    /// <summary>The day itself when it is a working day, otherwise the next one.</summary>
    public DateOnly WorkingDayFrom(DateOnly date)
    {
        while (!IsWorkingDay(date))
        {
            date = date.AddDays(1);
        }

        return date;
    }

    /// <summary>The n-th working day after (or, negative, before) a day that itself is not counted; 0 gives the day back.</summary>
    public DateOnly AddWorkingDays(DateOnly date, int n)
    {
        var step = Math.Sign(n);
        for (var left = Math.Abs(n); left > 0;)
        {
            date = date.AddDays(step);
            left -= IsWorkingDay(date) ? 1 : 0;
        }

        return date;
    }

    /// <summary>Working days after <paramref name="after"/> up to and including <paramref name="through"/>.</summary>
    public int WorkingDaysBetween(DateOnly after, DateOnly through)
    {
        var count = 0;
        for (var date = after.AddDays(1); date <= through; date = date.AddDays(1))
        {
            count += IsWorkingDay(date) ? 1 : 0;
        }

        return count;
    }
}
