namespace SocialWorkflows.Casework.Packs;

internal static class RegulationChecks
{
    /// <summary>Of one subject exactly one act is in force on any day since the first: an act that ends is followed on the next day.</summary>
    public static void Check(IReadOnlyList<Regulation> regulations, ProblemList problems)
    {
        const string file = PackFiles.Regulations;
        for (var i = 0; i < regulations.Count; i++)
        {
            problems.Text(regulations[i].Id, file, $"$[{i}].id");
            problems.Text(regulations[i].Subject, file, $"$[{i}].subject");
            problems.Text(regulations[i].Citation, file, $"$[{i}].citation");
            VersionChecks.Dated(regulations[i], file, $"$[{i}]", problems);
        }

        VersionChecks.Overlaps(regulations, r => r.Id, file, i => $"$[{i}]", problems);
        VersionChecks.Overlaps(regulations, r => r.Subject, file, i => $"$[{i}]", problems);
        VersionChecks.Gaps(regulations, r => r.Subject, file, i => $"$[{i}]", problems);
    }
}
