using SocialWorkflows.Casework.Calendars;

namespace SocialWorkflows.Casework.Clocks;

/// <summary>Counts a term of working days, one line per civil day.</summary>
internal static class WorkingDayLedger
{
    private const string Paused = "apturēts kopš ";

    /// <summary>Days after <paramref name="from"/> until the budget is used up; the last line is the due date.</summary>
    public static List<LedgerDay> Count(WorkingCalendar calendar, DateOnly from, int budget, IReadOnlyList<ClockPause> pauses)
    {
        var days = new List<LedgerDay>(budget * 2);
        var left = budget;
        for (var date = from.AddDays(1); left > 0; date = date.AddDays(1))
        {
            var day = Day(calendar, date, pauses);
            days.Add(day);
            left -= day.Counted ? 1 : 0;
        }

        return days;
    }

    /// <summary>Days after <paramref name="from"/> through <paramref name="through"/>, however many of them count.</summary>
    public static List<LedgerDay> Through(WorkingCalendar calendar, DateOnly from, DateOnly through, IReadOnlyList<ClockPause> pauses)
    {
        var days = new List<LedgerDay>();
        for (var date = from.AddDays(1); date <= through; date = date.AddDays(1))
        {
            days.Add(Day(calendar, date, pauses));
        }

        return days;
    }

    private static LedgerDay Day(WorkingCalendar calendar, DateOnly date, IReadOnlyList<ClockPause> pauses)
    {
        foreach (var pause in pauses)
        {
            if (date > pause.From && date <= pause.Until)
            {
                return new LedgerDay(date, Counted: false, $"{Paused}{LatvianDate.Numeric(pause.From)}: {pause.Because}");
            }
        }

        var day = calendar.Of(date);
        return new LedgerDay(date, day.IsWorking, day.Reason);
    }
}
