using System.Text.Json;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>The newest walk, as it is kept between rounds. Everything else is in the ledger and the journal of its case.</summary>
internal sealed record SyntheticWalk
{
    public required DateOnly Day { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>SHA-256 of its mail; null until that is written.</summary>
    public string? Mail { get; init; }

    public DateTimeOffset? PlacedAt { get; init; }

    /// <summary>By the mailbox, or by the door inside.</summary>
    public string? Door { get; init; }

    /// <summary>The last step that was seen, and when it was reached.</summary>
    public string Step { get; init; } = SyntheticSteps.Begun;

    public required DateTimeOffset StepAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The operator was told that it is late.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>When a walk was last finished, this one or one before; null before the first.</summary>
    public DateTimeOffset? LastFinishedAt { get; init; }

    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static SyntheticWalk? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<SyntheticWalk>(json, JsonSerializerOptions.Web);
}
