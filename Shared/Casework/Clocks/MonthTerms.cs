using SocialWorkflows.Casework.Calendars;

namespace SocialWorkflows.Casework.Clocks;

/// <summary>Terms of whole months (Administratīvā procesa likums s.42–43).</summary>
internal static class MonthTerms
{
    /// <summary>„mēneša”, „3 mēnešu”: how long a term is, of 1 to 12 months.</summary>
    public static string Genitive(int months) => months == 1 ? "mēneša" : $"{months} mēnešu";

    /// <summary>
    /// The ledger from the nominal last day (the same date of the last month, or that month's last day) to the working
    /// day on which the term ends.
    /// </summary>
    public static List<LedgerDay> Tail(WorkingCalendar calendar, DateOnly from, int months)
    {
        var nominal = from.AddMonths(months);
        var days = new List<LedgerDay>();
        for (var date = nominal; ; date = date.AddDays(1))
        {
            var working = calendar.IsWorkingDay(date);
            var reason = calendar.ReasonOf(date);
            days.Add(new LedgerDay(date, working, date == nominal ? $"{Genitive(months)} termiņa pēdējā diena: {reason}" : reason));
            if (working)
            {
                return days;
            }
        }
    }
}
