using SocialWorkflows.Casework.Calendars;

namespace SocialWorkflows.Casework.Clocks;

/// <summary>
/// A person can act on the last day only when the municipality is open: a term that ends on its free day ends on its next
/// working day (Administratīvā procesa likums s.43).
/// </summary>
internal static class OpenDays
{
    /// <summary>The ledger with its last day carried to a working day of this calendar; the day it could not end on is not counted.</summary>
    public static IReadOnlyList<LedgerDay> Carry(WorkingCalendar calendar, IReadOnlyList<LedgerDay> days)
    {
        var last = days[^1];
        if (!last.Counted || calendar.IsWorkingDay(last.Date))
        {
            return days;
        }

        var reason = last.Reason.Replace(calendar.Other.ReasonOf(last.Date), calendar.ReasonOf(last.Date), StringComparison.Ordinal);
        List<LedgerDay> carried = [.. days.Take(days.Count - 1), last with { Counted = false, Reason = reason }];
        var date = last.Date;
        do
        {
            date = date.AddDays(1);
            carried.Add(new LedgerDay(date, calendar.IsWorkingDay(date), calendar.ReasonOf(date)));
        }
        while (!carried[^1].Counted);
        return carried;
    }
}
