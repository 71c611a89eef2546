namespace SocialWorkflows.Casework.Packs;

internal static class FacilityChecks
{
    /// <summary>More places than any facility has; a larger number is a slip.</summary>
    private const int MostPlaces = 10_000;

    public static void Check(IReadOnlyList<Facility> facilities, ProblemList problems)
    {
        const string file = PackFiles.Facilities;
        VersionChecks.List(facilities, f => f.Id, file, i => $"$[{i}]", problems);
        for (var i = 0; i < facilities.Count; i++)
        {
            Ids.Check(facilities[i].Id, file, $"$[{i}].id", problems);
            problems.Text(facilities[i].Name, file, $"$[{i}].name");
            problems.Check(facilities[i].Places is > 0 and <= MostPlaces, file, $"$[{i}].places", $"{facilities[i].Places} must be at least 1 and at most {MostPlaces}");
        }
    }
}
