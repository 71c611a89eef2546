namespace SocialWorkflows.Functions.Synthetic;

/// <summary>How the daily walk stands, for the operator's page, the health endpoint and the meters.</summary>
/// <param name="Walk">The newest; null before the first.</param>
/// <param name="IsLate">A step of it takes too long, or none came through for a day and a half.</param>
internal sealed record SyntheticStanding(SyntheticWalk? Walk, bool IsLate)
{
    /// <summary>A walk a day, and half a day for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(36);

    public static SyntheticStanding Of(SyntheticWalk? walk, DateTimeOffset now) =>
        new(walk, walk is { FinishedAt: null, ToldAt: not null } || (walk is not null && now - (walk.LastFinishedAt ?? walk.StartedAt) > Patience));
}
