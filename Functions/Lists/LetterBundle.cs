namespace SocialWorkflows.Functions.Lists;

/// <summary>Letters of a list in one file to print. Stored within the list as JSON: members may be added, never renamed.</summary>
internal sealed record LetterBundle
{
    /// <summary>The PDF in the document store.</summary>
    public required string FileId { get; init; }

    /// <summary>The keyed names of its rows in the document store, one a line.</summary>
    public required string RowsId { get; init; }

    public required int Count { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Who says that they went to the post or were handed over.</summary>
    public string? PostedBy { get; init; }

    public DateTimeOffset? PostedAt { get; init; }
}
