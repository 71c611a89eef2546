using SocialWorkflows.Casework.Recognition;

namespace SocialWorkflows.Casework.Packs;

internal static class ServiceChecks
{
    private const string File = PackFiles.Services;
    private const int LongestStayMonths = 120;

    private static readonly string[] Families = ["work", "care", "rehabilitation"];

    public static void Check(MunicipalityPack pack, ProblemList problems)
    {
        problems.Check(pack.Services.Count > 0, File, "$", "has no services");
        problems.Unique(pack.Services.Select(s => s.Id), File, i => $"$[{i}].id");
        CheckSharedWords(pack.Services, problems);
        for (var i = 0; i < pack.Services.Count; i++)
        {
            CheckService(pack, pack.Services[i], $"$[{i}]", problems);
        }
    }

    private static void CheckService(MunicipalityPack pack, Service service, string path, ProblemList problems)
    {
        Ids.Check(service.Id, File, $"{path}.id", problems);
        problems.Text(service.Name, File, $"{path}.name");
        problems.Text(service.EnglishName, File, $"{path}.englishName");
        problems.Text(service.LegalBasis, File, $"{path}.legalBasis");
        problems.Text(service.Source, File, $"{path}.source");
        problems.Check(
            Families.Contains(service.Family, StringComparer.Ordinal),
            File,
            $"{path}.family",
            $"\"{service.Family}\" must be one of {string.Join(", ", Families)}");
        problems.Words(service.Words, File, $"{path}.words");
        if (service.DoubtWords.Count > 0)
        {
            problems.Words(service.DoubtWords, File, $"{path}.doubtWords");
        }

        problems.Check(
            service.MaximumStayMonths is null or (> 0 and <= LongestStayMonths),
            File,
            $"{path}.maximumStayMonths",
            $"{service.MaximumStayMonths} must be 1 to {LongestStayMonths}");
        if (service.DecisionTerm is { } term)
        {
            TermChecks.Term(term, File, $"{path}.decisionTerm", problems);
        }

        CheckDocuments(pack, service, path, problems);
        CheckFacilities(pack, service, path, problems);
    }

    private static void CheckDocuments(MunicipalityPack pack, Service service, string path, ProblemList problems)
    {
        problems.Unique(service.Documents.Select(d => d.Document), File, i => $"{path}.documents[{i}].document");
        for (var i = 0; i < service.Documents.Count; i++)
        {
            var required = service.Documents[i];
            var place = $"{path}.documents[{i}]";
            problems.Check(
                pack.FindDocument(required.Document) is not null,
                File,
                $"{place}.document",
                $"\"{required.Document}\" is not in {PackFiles.Documents}");
            problems.Check(
                required.When is DocumentConditions.Always or DocumentConditions.IfApplicable,
                File,
                $"{place}.when",
                $"\"{required.When}\" must be {DocumentConditions.Always} or {DocumentConditions.IfApplicable}");
            problems.Check(
                required.When != DocumentConditions.IfApplicable || !string.IsNullOrWhiteSpace(required.Condition),
                File,
                $"{place}.condition",
                "is missing: say when the document applies, so that a person can decide");
            problems.Text(required.Source, File, $"{place}.source");
        }

        problems.Check(
            !service.PriorApplication || service.Documents.Any(d => d.When == DocumentConditions.Always && pack.FindDocument(d.Document)?.IsApplication == true),
            File,
            $"{path}.documents",
            "must always ask for the application, because priorApplication is true");
    }

    private static void CheckFacilities(MunicipalityPack pack, Service service, string path, ProblemList problems)
    {
        problems.Unique(service.Facilities, File, i => $"{path}.facilities[{i}]");
        for (var i = 0; i < service.Facilities.Count; i++)
        {
            problems.Check(
                pack.Facilities.Any(f => f.Id == service.Facilities[i]),
                File,
                $"{path}.facilities[{i}]",
                $"\"{service.Facilities[i]}\" is not in {PackFiles.Facilities}");
        }
    }

    /// <summary>A word of two services could never recognise either.</summary>
    private static void CheckSharedWords(IReadOnlyList<Service> services, ProblemList problems)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < services.Count; i++)
        {
            for (var j = 0; j < services[i].Words.Count; j++)
            {
                var word = LatvianText.Fold(services[i].Words[j]);
                problems.Check(
                    owners.TryAdd(word, services[i].Id),
                    File,
                    $"$[{i}].words[{j}]",
                    $"\"{services[i].Words[j]}\" already belongs to {owners[word]}");
            }
        }
    }
}
