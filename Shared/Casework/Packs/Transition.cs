using SocialWorkflows.Casework.Recognition;

namespace SocialWorkflows.Casework.Packs;

/// <summary>
/// Until a merged municipality has unified rules, support is granted by those of the former municipality in which the person
/// has declared their residence.
/// </summary>
public sealed record Transition : IDated
{
    public required IReadOnlyList<FormerMunicipality> Former { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }

    public FormerMunicipality? Find(string id) => Former.FirstOrDefault(f => f.Id == id);

    /// <summary>
    /// The former municipality of an address: the only one of which a place is one of the address's parts between commas.
    /// Null when none or several fit; then a person decides. A street „Dagdas iela” is not the town Dagda.
    /// </summary>
    public FormerMunicipality? OfAddress(string address)
    {
        var parts = address.Split(',').Select(p => LatvianText.Fold(p.Trim())).ToHashSet(StringComparer.Ordinal);
        var found = Former.Where(f => f.Places.Any(p => parts.Contains(LatvianText.Fold(p)))).ToList();
        return found.Count == 1 ? found[0] : null;
    }
}

/// <summary>A municipality that was merged into another one.</summary>
public sealed record FormerMunicipality
{
    /// <summary>Stored with the case; the name of the pack folder where the data have its rules.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Towns and parishes, as they stand in addresses.</summary>
    public required IReadOnlyList<string> Places { get; init; }

    /// <summary>False: its rules are not in the data, so no case can be decided under them here.</summary>
    public required bool HasRules { get; init; }

    public required string Source { get; init; }
}
