using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Calendars;

/// <summary>
/// The working days of one municipality: the national calendar and which of the Cabinet's moves the municipality follows. The
/// moves bind state institutions only; for municipalities they are a recommendation (Darba likums s.133(4)).
/// </summary>
public sealed class WorkingCalendar
{
    private readonly NationalCalendar _national;

    /// <summary>Every moved day, free or worked, with whether its move is followed; null where all are treated alike.</summary>
    private readonly Dictionary<DateOnly, bool>? _followed;

    private readonly bool _followsAll;
    private WorkingCalendar? _other;

    /// <summary>A move is followed or not as one: by the version of the switch that holds on the weekday it frees.</summary>
    public WorkingCalendar(CalendarRules rules, NationalCalendar national)
    {
        _national = national;
        var moves = national.Moved.SelectMany(m => m.Moves).Select(m => (Move: m, Follows: Follows(rules, m))).ToList();
        _followsAll = moves.Count == 0 ? rules.FollowsMovedDays[^1].Follows : moves[^1].Follows;
        if (moves.Any(m => m.Follows != _followsAll))
        {
            _followed = moves.SelectMany(m => new[] { (Day: m.Move.Free, m.Follows), (Day: m.Move.Working, m.Follows) }).ToDictionary(d => d.Day, d => d.Follows);
        }
    }

    private WorkingCalendar(NationalCalendar national, bool followsAll, Dictionary<DateOnly, bool>? followed)
    {
        _national = national;
        _followsAll = followsAll;
        _followed = followed;
    }

    /// <summary>The calendar of doubt: every move that is followed here is not followed there, and the other way round.</summary>
    public WorkingCalendar Other => _other ??= new WorkingCalendar(_national, !_followsAll, _followed?.ToDictionary(d => d.Key, d => !d.Value)) { _other = this };

    /// <summary>The same national days with all moves followed, or none.</summary>
    public WorkingCalendar WithMovedDays(bool follow) => _followed is null && follow == _followsAll ? this : new WorkingCalendar(_national, follow, null);

    public DayKind KindOf(DateOnly date, bool followMoved) => _national.DaysOf(date.Year)[date, followMoved].Kind;

    public DayKind KindOf(DateOnly date) => Of(date).Kind;

    public bool IsWorkingDay(DateOnly date) => Of(date).IsWorking;

    /// <summary>Why the day counts or not, in Latvian: „darba diena”, „sestdiena”, „Līgo diena”.</summary>
    public string ReasonOf(DateOnly date) => Of(date).Reason;

    /// <summary>The moves of this year are not published in the data; its dates must be marked so.</summary>
    public bool IsProvisional(int year) => _national.IsProvisional(year);

    /// <summary>A later year's moves are known: what this one lacks was decided long ago and is only missing here.</summary>
    internal bool IsPast(int year) => year < _national.LastYearWithMoves;

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

    private static bool Follows(CalendarRules rules, DayMove move)
    {
        var version = rules.SwitchOn(move.Free);
        return version.Exceptions.FirstOrDefault(e => e.Free == move.Free)?.Follows ?? version.Follows;
    }

    /// <summary>Kind and reason in one look.</summary>
    internal YearDays.Day Of(DateOnly date) =>
        _national.DaysOf(date.Year)[date, _followed is not null && _followed.TryGetValue(date, out var follows) ? follows : _followsAll];
}
