namespace SocialWorkflows.Functions.Lists;

/// <summary>A list as it is kept: who brought which file for what, and who let it go. Stored as JSON: members may be added, never renamed.</summary>
internal sealed record SendList
{
    public const int IdLength = 16;

    /// <summary>The same for the same municipality, kind and occasion: a second upload is the same list.</summary>
    public required string Id { get; init; }

    public required string Municipality { get; init; }

    public required string Kind { get; init; }

    /// <summary>What tells one from the next of its kind: „2026”, „2026. gada jūnijs”.</summary>
    public required string Occasion { get; init; }

    /// <summary>Where and when, in the staff's words; part of every mail.</summary>
    public required string Note { get; init; }

    /// <summary>The file in the document store.</summary>
    public required string FileId { get; init; }

    public required string UploadedBy { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public string? ConfirmedBy { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Every row was given to the send ledger.</summary>
    public bool IsPlanned { get; init; }
}
