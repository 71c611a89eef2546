namespace SocialWorkflows.Casework.Packs;

internal static class TermChecks
{
    /// <summary>A year of working days: anything longer is a typing error, since the outer limit is counted in months.</summary>
    internal const int LongestWorkingDays = 250;

    private const int LongestMonths = 12;

    private static readonly string[] Roles = ["assignee", "substitute", "duty", "head"];

    public static void Check(IReadOnlyList<TermRules> versions, ProblemList problems)
    {
        VersionChecks.List(versions, _ => "terms", PackFiles.Terms, i => $"$[{i}]", problems);
        for (var i = 0; i < versions.Count; i++)
        {
            Check(versions[i], $"$[{i}]", problems);
            problems.Check(
                i == 0 || versions[i].ValidFrom > versions[i - 1].ValidFrom,
                PackFiles.Terms,
                $"$[{i}].validFrom",
                "must be later than that of the version before: the newest stands last");
        }
    }

    public static void Term(WorkingDayTerm term, string file, string path, ProblemList problems)
    {
        problems.Check(
            term.WorkingDays is > 0 and <= LongestWorkingDays,
            file,
            $"{path}.workingDays",
            $"{term.WorkingDays} is not a term: give 1 to {LongestWorkingDays} working days");
        problems.Text(term.Source, file, $"{path}.source");
    }

    public static void Months(MonthTerm term, string file, string path, ProblemList problems)
    {
        problems.Check(
            term.Months is > 0 and <= LongestMonths,
            file,
            $"{path}.months",
            $"{term.Months} is not a term: give 1 to {LongestMonths} months");
        problems.Text(term.Source, file, $"{path}.source");
    }

    private static void Check(TermRules terms, string path, ProblemList problems)
    {
        Term(terms.Decision, PackFiles.Terms, $"{path}.decision", problems);
        Term(terms.Notice, PackFiles.Terms, $"{path}.notice", problems);
        Term(terms.DocumentRequest, PackFiles.Terms, $"{path}.documentRequest", problems);
        Term(terms.DocumentReminder, PackFiles.Terms, $"{path}.documentReminder", problems);
        problems.Check(
            terms.DocumentReminder.WorkingDays < terms.DocumentRequest.WorkingDays,
            PackFiles.Terms,
            $"{path}.documentReminder.workingDays",
            "must be fewer days than documentRequest: the reminder comes before the request ends");
        Optional(terms.OfferAnswer, $"{path}.offerAnswer", problems);
        Optional(terms.ServiceEndReminder, $"{path}.serviceEndReminder", problems);
        Optional(terms.Reply, $"{path}.reply", problems);
        Months(terms.OuterLimit, PackFiles.Terms, $"{path}.outerLimit", problems);
        Months(terms.Contest, PackFiles.Terms, $"{path}.contest", problems);
        if (terms.Extension is { } extension)
        {
            Months(new MonthTerm(extension.Months, extension.Source), PackFiles.Terms, $"{path}.extension", problems);
            problems.Text(extension.Basis, PackFiles.Terms, $"{path}.extension.basis");
            problems.Check(
                extension.Months > terms.OuterLimit.Months, PackFiles.Terms, $"{path}.extension.months", "must be more months than outerLimit: it moves that limit");
        }

        if (terms.Hearing is { } hearing)
        {
            Term(new WorkingDayTerm(hearing.WorkingDays, hearing.Source), PackFiles.Terms, $"{path}.hearing", problems);
            problems.Text(hearing.Basis, PackFiles.Terms, $"{path}.hearing.basis");
        }

        Rungs(terms, path, problems);
    }

    private static void Optional(WorkingDayTerm? term, string path, ProblemList problems)
    {
        if (term is not null)
        {
            Term(term, PackFiles.Terms, path, problems);
        }
    }

    private static void Rungs(TermRules terms, string path, ProblemList problems)
    {
        var shortest = Math.Min(terms.Decision.WorkingDays, terms.Notice.WorkingDays);
        problems.Check(terms.Rungs.Count > 0, PackFiles.Terms, $"{path}.rungs", "has no rungs: nobody would be reminded");
        for (var i = 0; i < terms.Rungs.Count; i++)
        {
            var (left, role) = terms.Rungs[i];
            problems.Check(
                left >= 0 && left < shortest,
                PackFiles.Terms,
                $"{path}.rungs[{i}].workingDaysLeft",
                $"{left} does not lie inside the terms of decision and notice ({shortest} working days)");
            problems.Check(
                i == 0 || left < terms.Rungs[i - 1].WorkingDaysLeft,
                PackFiles.Terms,
                $"{path}.rungs[{i}].workingDaysLeft",
                $"{left} must be less than on the rung before: rungs go from the first reminder to the last");
            problems.Check(
                Roles.Contains(role, StringComparer.Ordinal),
                PackFiles.Terms,
                $"{path}.rungs[{i}].role",
                $"\"{role}\" must be one of {string.Join(", ", Roles)}");
        }

        problems.Unique(terms.Rungs.Select(r => r.Role), PackFiles.Terms, i => $"{path}.rungs[{i}].role");
    }
}
