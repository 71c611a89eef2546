namespace SocialWorkflows.Casework.Packs;

/// <summary>A term to decide ends within the outer legal limit at least when both begin on the same day.</summary>
internal static class DecisionTermChecks
{
    private const int DaysOfWeek = 7;
    private const int WorkingDaysOfWeek = 5;
    private const int LongestMonth = 31;

    public static void Check(MunicipalityPack pack, ProblemList problems)
    {
        for (var i = 0; i < pack.TermVersions.Count; i++)
        {
            Check(pack.TermVersions[i].Decision, pack.TermVersions[i], PackFiles.Terms, $"$[{i}].decision", problems);
        }

        OfServices(pack, pack.Services, PackFiles.Services, "$", problems);
        OfServices(pack, pack.Benefits.Benefits, PackFiles.Benefits, "$.benefits", problems);
        OfServices(pack, pack.Statuses, PackFiles.Statuses, "$", problems);
    }

    private static void OfServices(MunicipalityPack pack, IReadOnlyList<Service> services, string file, string root, ProblemList problems)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i].DecisionTerm is { } own
                && pack.TermVersions.Where(t => VersionChecks.Overlap(t, services[i])).MinBy(t => t.OuterLimit.Months) is { } terms)
            {
                Check(own, terms, file, $"{root}[{i}].decisionTerm", problems);
            }
        }
    }

    private static void Check(WorkingDayTerm term, TermRules terms, string file, string path, ProblemList problems)
    {
        var most = MostWorkingDays(terms.OuterLimit.Months);
        problems.Check(
            term.WorkingDays <= most,
            file,
            $"{path}.workingDays",
            $"{term.WorkingDays} cannot end within outerLimit of {terms.OuterLimit.Months} month(s), which have at most {most} working days");
    }

    private static int MostWorkingDays(int months)
    {
        var days = months * LongestMonth;
        return (days / DaysOfWeek * WorkingDaysOfWeek) + Math.Min(days % DaysOfWeek, WorkingDaysOfWeek);
    }
}
