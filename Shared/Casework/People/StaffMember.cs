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

    /// <summary>What the person reads where nothing else was chosen, and in Teams: <c>lv</c> or <c>en</c>.</summary>
    public string Language { get; init; } = Languages.Latvian;

    /// <summary>Object id in Entra ID: by it Teams says who tapped a card. Null: this person has no card in Teams.</summary>
    public Guid? EntraId { get; init; }

    /// <summary>
    /// Keyed look-up of the personal code (<see cref="PersonKeys"/>), never the code itself: by it a signature given elsewhere is this person's. Null: by the full name.
    /// </summary>
    public string? CodeKey { get; init; }

    /// <summary>Ids of the services the person works with; null: every service.</summary>
    public IReadOnlyList<string>? Skills { get; init; }
}
