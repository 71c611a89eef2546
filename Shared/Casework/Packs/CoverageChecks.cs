namespace SocialWorkflows.Casework.Packs;

/// <summary>What a service rests on holds as long as the service does: its regulation, the papers it asks for, the places it names, the terms.</summary>
internal static class CoverageChecks
{
    private const int MostNamed = 3;

    public static void Check(MunicipalityPack pack, ProblemList problems)
    {
        (Service Service, string File, string Path)[] services =
        [
            .. pack.Services.Select((s, i) => (s, PackFiles.Services, $"$[{i}]")),
            .. pack.Benefits.Benefits.Select((s, i) => (s, PackFiles.Benefits, $"$.benefits[{i}]")),
            .. pack.Statuses.Select((s, i) => (s, PackFiles.Statuses, $"$[{i}]")),
        ];
        Of(pack.TermVersions, _ => "terms", _ => ["terms"], PackFiles.Terms, "the terms", services, problems);
        Of(pack.Regulations, r => r.Id, s => s.Regulation is { } id ? [id] : [], PackFiles.Regulations, "its regulation", services, problems);
        Of(pack.Documents, d => d.Id, s => s.Documents.Select(d => d.Document), PackFiles.Documents, "a document it asks for", services, problems);
        Of(pack.Facilities, f => f.Id, s => s.Facilities, PackFiles.Facilities, "a facility it names", services, problems, mayBeginLater: true);
    }

    /// <param name="mayBeginLater">A house may open while the service that names it runs already: it is offered from its first day on.</param>
    private static void Of<T>(
        IReadOnlyList<T> data,
        Func<T, string> key,
        Func<Service, IEnumerable<string>> restsOn,
        string file,
        string what,
        (Service Service, string File, string Path)[] services,
        ProblemList problems,
        bool mayBeginLater = false)
        where T : IDated
    {
        foreach (var versions in data.Select((datum, i) => (Datum: datum, Index: i)).GroupBy(v => key(v.Datum), StringComparer.Ordinal))
        {
            var resting = services.Where(s => restsOn(s.Service).Contains(versions.Key, StringComparer.Ordinal)).ToList();
            var first = versions.MinBy(v => v.Datum.ValidFrom).Datum.ValidFrom;
            foreach (var over in resting.Where(s => s.Service.ValidTo < first))
            {
                problems.Add(over.File, $"{over.Path}.validTo", $"{over.Service.ValidTo:yyyy-MM-dd} is before {what} (\"{versions.Key}\"), which begins on {first:yyyy-MM-dd}");
            }

            foreach (var early in resting.Where(s => !mayBeginLater && s.Service.ValidFrom < first))
            {
                problems.Add(
                    early.File,
                    $"{early.Path}.validFrom",
                    $"{early.Service.ValidFrom:yyyy-MM-dd} is before {what} (\"{versions.Key}\"), which begins on {first:yyyy-MM-dd}");
            }

            var last = versions.MaxBy(v => v.Datum.ValidTo ?? DateOnly.MaxValue);
            var left = resting.Where(s => (s.Service.ValidTo ?? DateOnly.MaxValue) > (last.Datum.ValidTo ?? DateOnly.MaxValue)).Select(s => s.Service.Id).ToList();
            problems.Check(
                left.Count == 0,
                file,
                $"$[{last.Index}].validTo",
                $"ends on {last.Datum.ValidTo:yyyy-MM-dd} while {string.Join(", ", left.Take(MostNamed))}{(left.Count > MostNamed ? $" and {left.Count - MostNamed} more" : "")} "
                + "still rest on it: end them on the same day, or let them rest on what follows");
        }
    }
}
