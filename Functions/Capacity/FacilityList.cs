using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Capacity;

/// <summary>Every facility of a municipality, under whichever rules its cases go; of several versions the newest.</summary>
internal static class FacilityList
{
    public static IReadOnlyList<Facility> Of(MunicipalityPack pack) =>
        [.. pack.RuleSets.Values.SelectMany(rules => rules.Facilities).Concat(pack.Facilities).GroupBy(f => f.Id, StringComparer.Ordinal).Select(versions => versions.Last())];
}
