using System.Text.RegularExpressions;

namespace SocialWorkflows.Casework.Packs;

/// <summary>Catalogue ids become parts of stored keys, so their alphabet is narrow.</summary>
internal static partial class Ids
{
    public static void Check(string id, string file, string path, ProblemList problems) =>
        problems.Check(CatalogueId().IsMatch(id), file, path, $"\"{id}\" must be capital letters A–Z, digits and _, for example APR_MAJAS");

    [GeneratedRegex(@"^[A-Z][A-Z0-9_]{1,39}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CatalogueId();
}
