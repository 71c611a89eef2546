namespace SocialWorkflows.Casework.Packs;

public sealed record DocumentKind : IDated
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>For staff who read English.</summary>
    public required string EnglishName { get; init; }

    public required string EasyName { get; init; }

    /// <summary>What the paper must say („problēma un vēlamais pakalpojums”), in the nominative; null where the source does not say.</summary>
    public string? MustState { get; init; }

    /// <summary>The same in easy language, as whole sentences; there exactly when <see cref="MustState"/> is.</summary>
    public string? EasyMustState { get; init; }

    /// <summary>Lower-case stems in a file name that suggest this document; only a suggestion, a person confirms.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>True for the application itself; exactly one document kind of a pack has it.</summary>
    public bool IsApplication { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>Where the requirement is described; never empty in a pack that was read from files.</summary>
    public string Source { get; init; } = "";
}
