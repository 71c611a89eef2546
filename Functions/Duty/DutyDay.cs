using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Duty;

/// <summary>The day by which somebody is away and another stands in, for cards, page and restricted cases alike.</summary>
internal static class DutyDay
{
    /// <summary>It begins at this hour: nobody's telephone rings at midnight because a leave begins.</summary>
    private static readonly TimeSpan Begins = TimeSpan.FromHours(7);

    public static DateOnly Of(CaseTerms terms, DateTimeOffset now) => terms.DayOf(now - Begins);
}
