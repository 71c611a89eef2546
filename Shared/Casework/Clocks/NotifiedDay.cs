using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Clocks;

/// <summary>When an addressee counts as notified (Paziņošanas likums; the numbers are data of the channel).</summary>
public static class NotifiedDay
{
    /// <summary>The day of notification for something sent on <paramref name="sentOn"/> through the channel.</summary>
    public static DateOnly Of(NoticeChannelRule channel, WorkingCalendar calendar, DateOnly sentOn) =>
        channel.NotifiedUnit switch
        {
            NotifiedUnits.WorkingDay => calendar.AddWorkingDays(sentOn, channel.NotifiedDays),
            NotifiedUnits.CalendarDay => sentOn.AddDays(channel.NotifiedDays),
            _ => sentOn,
        };

    internal static List<LedgerDay> Ledger(NoticeChannelRule channel, WorkingCalendar calendar, DateOnly sentOn) =>
        channel.NotifiedUnit switch
        {
            NotifiedUnits.WorkingDay => WorkingDayLedger.Count(calendar, sentOn, channel.NotifiedDays, []),
            NotifiedUnits.CalendarDay =>
                [.. Enumerable.Range(1, channel.NotifiedDays).Select(n => new LedgerDay(sentOn.AddDays(n), Counted: true, $"{n}. diena pēc nosūtīšanas"))],
            _ => [new LedgerDay(sentOn, Counted: true, "izsniegts šajā dienā")],
        };
}
