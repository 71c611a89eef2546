namespace SocialWorkflows.Casework.Packs;

/// <summary>Values of <see cref="NoticeChannelRule.NotifiedUnit"/>.</summary>
public static class NotifiedUnits
{
    public const string AtOnce = "at-once";
    public const string CalendarDay = "calendar-day";
    public const string WorkingDay = "working-day";
}
