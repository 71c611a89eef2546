using System.Collections.Concurrent;

namespace SocialWorkflows.Casework.Calendars;

/// <summary>
/// Holidays and moved working days of the state. The days of a year are worked out once and shared by all municipalities.
/// </summary>
public sealed class NationalCalendar
{
    private readonly ConcurrentDictionary<int, YearDays> _years = new();
    private readonly HashSet<int> _published;

    internal NationalCalendar(IReadOnlyList<HolidayRule> holidays, IReadOnlyList<MovedDays> moved)
    {
        Holidays = holidays;
        Moved = moved;
        _published = [.. moved.Select(m => m.Year)];
        LastYearWithMoves = moved.Count == 0 ? 0 : moved.Max(m => m.Year);
    }

    public IReadOnlyList<HolidayRule> Holidays { get; }

    public IReadOnlyList<MovedDays> Moved { get; }

    /// <summary>The Cabinet's moves of this year are not in the data, so its dates may still change.</summary>
    public bool IsProvisional(int year) => !_published.Contains(year);

    /// <summary>The newest year whose moves the data have; 0 without any.</summary>
    internal int LastYearWithMoves { get; }

    internal YearDays DaysOf(int year) =>
        _years.GetOrAdd(year, static (y, calendar) => YearDays.Build(y, calendar.Holidays, calendar.Moved), this);
}
