namespace SocialWorkflows.Casework.People;

/// <summary>A person of the service. <c>Id</c> is what journals and logs carry.</summary>
public sealed record StaffMember
{
    public required string Id { get; init; }

    public required string Municipality { get; init; }

    public required string Name { get; init; }

    /// <summary>Position as printed under letters: „Sociālā dienesta vadītāja”.</summary>
    public required string Position { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public string? Phone { get; init; }
}
