namespace SocialWorkflows.Casework.Calendars;

/// <summary>The working days the Cabinet moved for one year. A year that is absent is not published yet, or not known to the data; a year without moves stands there with none.</summary>
public sealed record MovedDays
{
    public required int Year { get; init; }

    public required IReadOnlyList<DayMove> Moves { get; init; }

    public required string Source { get; init; }
}

/// <summary>One exchange: the weekday <paramref name="Free"/> is worked on the Saturday <paramref name="Working"/>.</summary>
public sealed record DayMove(DateOnly Free, DateOnly Working);
