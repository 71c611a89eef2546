namespace SocialWorkflows.Casework.Packs;

/// <summary>
/// A datum may stand in several versions under one key. On any day at most one of them holds, and one follows the other
/// without a day between: a gap would leave cases of that day without rules.
/// </summary>
internal static class VersionChecks
{
    internal static readonly DateOnly Earliest = new(1990, 1, 1);

    /// <summary>Last day the calendar reaches: anything later is a typing error.</summary>
    internal static readonly DateOnly Latest = new(2100, 12, 31);

    /// <summary>Validity and source of one datum.</summary>
    public static void Dated(IDated datum, string file, string path, ProblemList problems)
    {
        problems.Text(datum.Source, file, Member(path, "source"));
        problems.Check(
            datum.ValidFrom >= Earliest,
            file,
            Member(path, "validFrom"),
            "is missing: give the first day on which the datum is used, or the day of the source, like \"2026-01-01\"");
        problems.Check(datum.ValidFrom <= Latest, file, Member(path, "validFrom"), $"{datum.ValidFrom:yyyy-MM-dd} is out of range: at most {Latest:yyyy-MM-dd}");
        problems.Check(
            datum.ValidTo is not { } to || to >= datum.ValidFrom,
            file,
            Member(path, "validTo"),
            $"{datum.ValidTo:yyyy-MM-dd} is before validFrom {datum.ValidFrom:yyyy-MM-dd}");
        problems.Check(
            datum.ValidTo is not { } end || end <= Latest,
            file,
            Member(path, "validTo"),
            $"{datum.ValidTo:yyyy-MM-dd} is out of range: leave it out while no end is known");
    }

    /// <summary>A datum of which there is one only: an end without a successor would leave cases without it.</summary>
    public static void Endless(IDated datum, string file, string path, ProblemList problems)
    {
        Dated(datum, file, path, problems);
        problems.Check(
            datum.ValidTo is null,
            file,
            Member(path, "validTo"),
            $"ends on {datum.ValidTo:yyyy-MM-dd} and nothing can follow it: leave validTo out and change the datum when its successor is there");
    }

    /// <summary>The newest version has no end: after it nothing would hold.</summary>
    public static void Open<T>(IReadOnlyList<T> versions, string file, Func<int, string> path, ProblemList problems)
        where T : IDated
    {
        if (versions.Count > 0 && versions.Select((v, i) => (Version: v, Index: i)).MaxBy(v => v.Version.ValidFrom) is { Version.ValidTo: { } end } last)
        {
            problems.Add(file, Member(path(last.Index), "validTo"), $"ends on {end:yyyy-MM-dd} and nothing follows: leave validTo out until the next version is there");
        }
    }

    /// <summary>Validity and source of every datum in a list, and the order of the versions of each key.</summary>
    public static void List<T>(IReadOnlyList<T> data, Func<T, string> key, string file, Func<int, string> path, ProblemList problems)
        where T : IDated
    {
        for (var i = 0; i < data.Count; i++)
        {
            Dated(data[i], file, path(i), problems);
        }

        Overlaps(data, key, file, path, problems);
        Gaps(data, key, file, path, problems);
    }

    public static void Overlaps<T>(IReadOnlyList<T> data, Func<T, string> key, string file, Func<int, string> path, ProblemList problems)
        where T : IDated
    {
        for (var i = 0; i < data.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                problems.Check(
                    key(data[j]) != key(data[i]) || !Overlap(data[j], data[i]),
                    file,
                    Member(path(i), "validFrom"),
                    $"\"{key(data[i])}\" is in force at the same time as {path(j)}: close the older version with validTo, or correct an id that stands twice");
            }
        }
    }

    public static void Gaps<T>(IReadOnlyList<T> data, Func<T, string> key, string file, Func<int, string> path, ProblemList problems)
        where T : IDated
    {
        foreach (var versions in data.Select((datum, i) => (Datum: datum, Index: i)).GroupBy(d => key(d.Datum), StringComparer.Ordinal))
        {
            var ordered = versions.OrderBy(v => v.Datum.ValidFrom).ToList();
            foreach (var (before, after) in ordered.Zip(ordered.Skip(1)))
            {
                problems.Check(
                    before.Datum.ValidTo is not { } to || to > Latest || to.AddDays(1) >= after.Datum.ValidFrom,
                    file,
                    Member(path(after.Index), "validFrom"),
                    $"\"{versions.Key}\" has no version from {before.Datum.ValidTo?.AddDays(1):yyyy-MM-dd} until {after.Datum.ValidFrom.AddDays(-1):yyyy-MM-dd}: "
                    + $"let {path(before.Index)} and this one meet");
            }
        }
    }

    private static string Member(string path, string name) => $"{path}.{name}";

    internal static bool Overlap(IDated a, IDated b) =>
        a.ValidFrom <= (b.ValidTo ?? DateOnly.MaxValue) && b.ValidFrom <= (a.ValidTo ?? DateOnly.MaxValue);
}
