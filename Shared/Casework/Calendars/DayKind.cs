namespace SocialWorkflows.Casework.Calendars;

/// <summary>Why a civil day counts or does not count as a working day.</summary>
public enum DayKind
{
    Working,
    Weekend,
    Holiday,

    /// <summary>A weekday given free because its work was moved to a Saturday.</summary>
    MovedFree,

    /// <summary>A Saturday worked in exchange for a free weekday.</summary>
    MovedWorking,
}
