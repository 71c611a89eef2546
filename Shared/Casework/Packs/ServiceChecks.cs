using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Recognition;

namespace SocialWorkflows.Casework.Packs;

internal static class ServiceChecks
{
    private const int LongestStayMonths = 120;
    private const int OldestAge = 120;

    private static readonly string[] OfServices = [Families.Work, Families.Care, Families.Rehabilitation];

    public static void Check(MunicipalityPack pack, ProblemList problems)
    {
        problems.Check(pack.Services.Count > 0, PackFiles.Services, "$", "has no services");
        CheckList(pack, pack.Services, OfServices, PackFiles.Services, "$", problems);
        CheckSharedWords(pack, problems);
    }

    /// <summary>Services or benefits; a benefit may not have the id of a service.</summary>
    public static void CheckList(
        MunicipalityPack pack, IReadOnlyList<Service> list, IReadOnlyList<string> families, string file, string root, ProblemList problems)
    {
        VersionChecks.List(list, s => s.Id, file, i => $"{root}[{i}]", problems);
        for (var i = 0; i < list.Count; i++)
        {
            var path = $"{root}[{i}]";
            problems.Check(
                families.Contains(list[i].Family, StringComparer.Ordinal),
                file,
                $"{path}.family",
                $"\"{list[i].Family}\" must be one of {string.Join(", ", families)}");
            problems.Check(
                ReferenceEquals(list, pack.Services) || pack.Services.All(s => s.Id != list[i].Id),
                file,
                $"{path}.id",
                $"\"{list[i].Id}\" is a service already");
            CheckService(pack, list[i], file, path, problems);
        }
    }

    private static void CheckService(MunicipalityPack pack, Service service, string file, string path, ProblemList problems)
    {
        Ids.Check(service.Id, file, $"{path}.id", problems);
        problems.Text(service.Name, file, $"{path}.name");
        problems.Text(service.EnglishName, file, $"{path}.englishName");
        problems.Text(service.LegalBasis, file, $"{path}.legalBasis");
        problems.OptionalText(service.Description, file, $"{path}.description");
        problems.OptionalText(service.ListedAs, file, $"{path}.listedAs");
        problems.Texts(service.TargetGroups, file, $"{path}.targetGroups");
        problems.Texts(service.Providers, file, $"{path}.providers");
        CheckRegulation(pack, service, file, path, problems);
        CheckAges(service, file, path, problems);
        CheckVariants(service, file, path, problems);
        problems.Words(service.Words, file, $"{path}.words");
        if (service.DoubtWords.Count > 0)
        {
            problems.Words(service.DoubtWords, file, $"{path}.doubtWords");
        }

        problems.Check(
            service.MaximumStayMonths is null or (> 0 and <= LongestStayMonths),
            file,
            $"{path}.maximumStayMonths",
            $"{service.MaximumStayMonths} must be 1 to {LongestStayMonths}");
        problems.Check(
            service.GrantMonths.All(m => m is > 0 and <= LongestStayMonths) && service.GrantMonths.Distinct().Count() == service.GrantMonths.Count
                && (service.GrantMonths.Count > 0) == service.IsStatus(),
            file,
            $"{path}.grantMonths",
            $"must be different whole months from 1 to {LongestStayMonths}, of a status and of nothing else");
        if (service.DecisionTerm is { } term)
        {
            TermChecks.Term(term, file, $"{path}.decisionTerm", problems);
        }

        CheckDocuments(pack, service, file, path, problems);
        CheckFacilities(pack, service, file, path, problems);
    }

    private static void CheckDocuments(MunicipalityPack pack, Service service, string file, string path, ProblemList problems)
    {
        problems.Unique(service.Documents.Select(d => d.Document), file, i => $"{path}.documents[{i}].document");
        for (var i = 0; i < service.Documents.Count; i++)
        {
            var required = service.Documents[i];
            var place = $"{path}.documents[{i}]";
            problems.Check(
                pack.FindDocument(required.Document) is not null,
                file,
                $"{place}.document",
                $"\"{required.Document}\" is not in {PackFiles.Documents}");
            problems.Check(
                required.When is DocumentConditions.Always or DocumentConditions.IfApplicable,
                file,
                $"{place}.when",
                $"\"{required.When}\" must be {DocumentConditions.Always} or {DocumentConditions.IfApplicable}");
            problems.Check(
                required.When != DocumentConditions.IfApplicable || !string.IsNullOrWhiteSpace(required.Condition),
                file,
                $"{place}.condition",
                "is missing: say when the document applies, so that a person can decide");
            problems.Text(required.Source, file, $"{place}.source");
        }

        problems.Check(
            !service.PriorApplication || service.Documents.Any(d => d.When == DocumentConditions.Always && pack.FindDocument(d.Document)?.IsApplication == true),
            file,
            $"{path}.documents",
            "must always ask for the application, because priorApplication is true");
    }

    private static void CheckFacilities(MunicipalityPack pack, Service service, string file, string path, ProblemList problems)
    {
        problems.Unique(service.Facilities, file, i => $"{path}.facilities[{i}]");
        for (var i = 0; i < service.Facilities.Count; i++)
        {
            problems.Check(
                pack.Facilities.Any(f => f.Id == service.Facilities[i]),
                file,
                $"{path}.facilities[{i}]",
                $"\"{service.Facilities[i]}\" is not in {PackFiles.Facilities}");
        }
    }

    private static void CheckRegulation(MunicipalityPack pack, Service service, string file, string path, ProblemList problems) =>
        problems.Check(
            service.Regulation is not { } id || pack.Regulations.Any(r => r.Id == id),
            file,
            $"{path}.regulation",
            $"\"{service.Regulation}\" is not in {PackFiles.Regulations}");

    private static void CheckAges(Service service, string file, string path, ProblemList problems)
    {
        problems.Check(
            service.MinimumAge is null or (>= 0 and <= OldestAge),
            file,
            $"{path}.minimumAge",
            $"{service.MinimumAge} must be 0 to {OldestAge} years");
        problems.Check(
            service.BelowAge is not { } below || (below > (service.MinimumAge ?? 0) && below <= OldestAge),
            file,
            $"{path}.belowAge",
            $"{service.BelowAge} must be more than minimumAge and at most {OldestAge} years");
        problems.Check(
            service.AgeOn is ServiceAges.OnApplication or ServiceAges.OnStart,
            file,
            $"{path}.ageOn",
            $"\"{service.AgeOn}\" must be {ServiceAges.OnApplication} or {ServiceAges.OnStart}");
    }

    private static void CheckVariants(Service service, string file, string path, ProblemList problems)
    {
        problems.Unique(service.Variants.Select(v => v.Id), file, i => $"{path}.variants[{i}].id");
        for (var i = 0; i < service.Variants.Count; i++)
        {
            Ids.Check(service.Variants[i].Id, file, $"{path}.variants[{i}].id", problems);
            problems.Text(service.Variants[i].Name, file, $"{path}.variants[{i}].name");
            problems.Text(service.Variants[i].Source, file, $"{path}.variants[{i}].source");
            problems.Words(service.Variants[i].Words, file, $"{path}.variants[{i}].words");
        }
    }

    /// <summary>A word of two services, or of a service and a benefit, could never recognise either.</summary>
    private static void CheckSharedWords(MunicipalityPack pack, ProblemList problems)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        Claim(pack.Services, PackFiles.Services, "$");
        Claim(pack.Benefits.Benefits, PackFiles.Benefits, "$.benefits");
        Claim(pack.Statuses, PackFiles.Statuses, "$");

        void Claim(IReadOnlyList<Service> list, string file, string root)
        {
            for (var i = 0; i < list.Count; i++)
            {
                foreach (var (word, place) in WordsOf(list[i], $"{root}[{i}]"))
                {
                    var folded = LatvianText.Fold(word);
                    problems.Check(
                        owners.TryAdd(folded, list[i].Id) || owners[folded] == list[i].Id,
                        file,
                        place,
                        $"\"{word}\" already belongs to {owners[folded]}");
                }
            }
        }
    }

    private static IEnumerable<(string Word, string Place)> WordsOf(Service service, string path) =>
    [
        .. service.Words.Select((word, i) => (word, $"{path}.words[{i}]")),
        .. service.Variants.SelectMany((variant, v) => variant.Words.Select((word, i) => (word, $"{path}.variants[{v}].words[{i}]"))),
    ];
}
