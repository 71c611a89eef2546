namespace SocialWorkflows.Casework.Clocks;

/// <summary>A clock that stands still now: it has no date, only days left.</summary>
public sealed record PausedClock
{
    public required DateOnly Since { get; init; }

    public required string Because { get; init; }

    public required int WorkingDaysUsed { get; init; }

    public required int WorkingDaysLeft { get; init; }

    public required IReadOnlyList<LedgerDay> Days { get; init; }

    public required string Sentence { get; init; }
}
