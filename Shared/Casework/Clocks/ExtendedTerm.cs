using SocialWorkflows.Casework.Calendars;

namespace SocialWorkflows.Casework.Clocks;

/// <summary>A term of ours that was moved to a later day: the former ledger goes on, each further day says why it is there.</summary>
public static class ExtendedTerm
{
    /// <summary>The last day to which a term to decide may be moved; not carried over free days, since it binds us.</summary>
    public static DateOnly Latest(DateOnly receivedOn, int months) => receivedOn.AddMonths(months);

    /// <exception cref="ArgumentException">The new day is not after the former one.</exception>
    public static Deadline Of(WorkingCalendar calendar, Deadline former, DateOnly until, string basis)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(former);
        if (until <= former.Due)
        {
            throw new ArgumentException($"An extension to {until:yyyy-MM-dd} does not lie after {former.Due:yyyy-MM-dd}.", nameof(until));
        }

        var days = former.Days.ToList();
        for (var date = former.Due.AddDays(1); date <= until; date = date.AddDays(1))
        {
            days.Add(new LedgerDay(date, calendar.IsWorkingDay(date), $"pagarinātais termiņš: {calendar.ReasonOf(date)}"));
        }

        return former with
        {
            Due = until,
            SafeDue = until,
            Provisional = former.Provisional || calendar.IsProvisional(until.Year),
            Days = days,
            Sentence = $"Lēmums jāpieņem līdz {LatvianDate.Dative(until)}: termiņš, kas beidzās {LatvianDate.Numeric(former.Due)}, ir pagarināts ({basis}).",
        };
    }
}
