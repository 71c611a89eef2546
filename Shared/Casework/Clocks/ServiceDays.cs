using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.Clocks;

/// <summary>Days of a granted service. A decision or whole months fix them, no calendar moves them; only what leads up to them is counted.</summary>
internal static class ServiceDays
{
    /// <summary>So many working days before the end, in whichever calendar that is earlier; never before the service begins.</summary>
    public static DateOnly Reminder(WorkingCalendar calendar, DateOnly startedOn, DateOnly until, int workingDays)
    {
        var (own, other) = (Back(calendar, startedOn, until, workingDays), Back(calendar.Other, startedOn, until, workingDays));
        return own < other ? own : other;
    }

    public static Deadline Of(WorkingCalendar calendar, string clock, DateOnly from, DateOnly day) => new()
    {
        From = from,
        Due = day,
        SafeDue = day,
        Provisional = calendar.IsProvisional(day.Year),
        Days = [new LedgerDay(day, Counted: true, $"lēmumā noteiktā diena: {calendar.ReasonOf(day)}")],
        Sentence = clock switch
        {
            CaseClocks.Contract => $"Līgums jānoslēdz līdz {LatvianDate.Dative(day)}.",
            CaseClocks.Review => $"Vajadzības jāpārskata līdz {LatvianDate.Dative(day)}.",
            _ => $"Pakalpojuma pēdējā diena ir {LatvianDate.Numeric(day)}",
        },
    };

    private static DateOnly Back(WorkingCalendar calendar, DateOnly startedOn, DateOnly until, int left)
    {
        var day = until;
        while (left > 0 && day > startedOn)
        {
            day = day.AddDays(-1);
            left -= calendar.IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }
}
