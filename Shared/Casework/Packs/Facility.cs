namespace SocialWorkflows.Casework.Packs;

public sealed record Facility : IDated
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required int Places { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}
