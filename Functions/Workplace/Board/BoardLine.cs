namespace SocialWorkflows.Functions.Workplace.Board;

/// <summary>A case as one line of the board, in words.</summary>
internal sealed record BoardLine
{
    public required string CaseId { get; init; }

    public required long Version { get; init; }

    public required string? Number { get; init; }

    public required string Applicant { get; init; }

    public required string Service { get; init; }

    /// <summary>Name of the social worker; null before registration.</summary>
    public required string? Assignee { get; init; }

    public required string Stage { get; init; }

    public required string State { get; init; }

    public required string? Outcome { get; init; }

    public required IReadOnlyList<string> WaitsFor { get; init; }

    public required string? Role { get; init; }

    public required bool IsMine { get; init; }

    public required string? Due { get; init; }

    /// <summary>Only where it differs from the day told to people.</summary>
    public required string? SafeDue { get; init; }

    public required bool Provisional { get; init; }

    public required int? DaysLeft { get; init; }

    public required string? DaysLeftText { get; init; }

    public required bool Urgent { get; init; }

    /// <summary>Role that the running clock's last rung reached.</summary>
    public required string? Rung { get; init; }
}
