namespace SocialWorkflows.Casework.Packs;

internal static class RegulationChecks
{
    /// <summary>One id may have several versions; on any day at most one of them is in force.</summary>
    public static void Check(IReadOnlyList<Regulation> regulations, ProblemList problems)
    {
        const string file = PackFiles.Regulations;
        for (var i = 0; i < regulations.Count; i++)
        {
            var regulation = regulations[i];
            problems.Text(regulation.Id, file, $"$[{i}].id");
            problems.Text(regulation.Citation, file, $"$[{i}].citation");
            problems.Text(regulation.Source, file, $"$[{i}].source");
            problems.Check(
                regulation.ValidTo is not { } to || to >= regulation.ValidFrom,
                file,
                $"$[{i}].validTo",
                $"{regulation.ValidTo:yyyy-MM-dd} is before validFrom {regulation.ValidFrom:yyyy-MM-dd}");
            for (var j = 0; j < i; j++)
            {
                problems.Check(
                    regulations[j].Id != regulation.Id || !Overlap(regulations[j], regulation),
                    file,
                    $"$[{i}].validFrom",
                    $"\"{regulation.Id}\" is in force at the same time as $[{j}]: close the older version with validTo");
            }
        }
    }

    private static bool Overlap(Regulation a, Regulation b) =>
        a.ValidFrom <= (b.ValidTo ?? DateOnly.MaxValue) && b.ValidFrom <= (a.ValidTo ?? DateOnly.MaxValue);
}
