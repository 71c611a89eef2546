namespace SocialWorkflows.Casework.Packs;

internal static class FacilityChecks
{
    public static void Check(IReadOnlyList<Facility> facilities, ProblemList problems)
    {
        const string file = PackFiles.Facilities;
        VersionChecks.List(facilities, f => f.Id, file, i => $"$[{i}]", problems);
        for (var i = 0; i < facilities.Count; i++)
        {
            Ids.Check(facilities[i].Id, file, $"$[{i}].id", problems);
            problems.Text(facilities[i].Name, file, $"$[{i}].name");
            problems.Check(facilities[i].Places > 0, file, $"$[{i}].places", $"{facilities[i].Places} must be at least 1");
        }
    }
}
