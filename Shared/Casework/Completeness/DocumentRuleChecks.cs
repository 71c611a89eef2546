using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Completeness;

internal static class DocumentRuleChecks
{
    private const string File = PackFiles.Completeness;
    private const int OldestMonths = 120;

    public static void Check(MunicipalityPack pack, ProblemList problems)
    {
        var rules = pack.DocumentRules;
        for (var i = 0; i < rules.Documents.Count; i++)
        {
            CheckRule(pack, i, problems);
        }

        problems.Unique(rules.Circumstances.Select(c => c.Id), File, i => $"$.circumstances[{i}].id");
        for (var i = 0; i < rules.Circumstances.Count; i++)
        {
            var (circumstance, path) = (rules.Circumstances[i], $"$.circumstances[{i}]");
            Ids.Check(circumstance.Id, File, $"{path}.id", problems);
            problems.Text(circumstance.Question, File, $"{path}.question");
            problems.Text(circumstance.Source, File, $"{path}.source");
            problems.Check(circumstance.Documents.Count > 0, File, $"{path}.documents", "names no document");
            for (var j = 0; j < circumstance.Documents.Count; j++)
            {
                Known(pack, circumstance.Documents[j], $"{path}.documents[{j}]", problems);
                problems.Check(
                    !rules.Circumstances.Take(i).Any(c => c.Documents.Contains(circumstance.Documents[j])),
                    File,
                    $"{path}.documents[{j}]",
                    $"\"{circumstance.Documents[j]}\" already depends on another circumstance: two answers could contradict");
            }
        }
    }

    private static void CheckRule(MunicipalityPack pack, int i, ProblemList problems)
    {
        var (rules, path) = (pack.DocumentRules.Documents, $"$.documents[{i}]");
        var rule = rules[i];
        Known(pack, rule.Document, $"{path}.document", problems);
        problems.Text(rule.Source, File, $"{path}.source");
        problems.Check(rule.NotOlderThanMonths is null or (> 0 and <= OldestMonths), File, $"{path}.notOlderThanMonths", $"{rule.NotOlderThanMonths} must be 1 to {OldestMonths} months");
        problems.Check(
            rule.AnswerWorkingDays is not { } days || (days > pack.Terms.DocumentRequest.WorkingDays && days <= TermChecks.LongestWorkingDays),
            File,
            $"{path}.answerWorkingDays",
            $"{rule.AnswerWorkingDays} must be more than the {pack.Terms.DocumentRequest.WorkingDays} working days of every request");
        problems.Check(rule.ObtainedFrom is null || !string.IsNullOrWhiteSpace(rule.ObtainedFrom), File, $"{path}.obtainedFrom", "is empty");
        for (var j = 0; j < rule.Services.Count; j++)
        {
            problems.Check(pack.FindService(rule.Services[j]) is not null, File, $"{path}.services[{j}]", $"\"{rule.Services[j]}\" is not in {PackFiles.Services}");
        }

        problems.Check(
            !rules.Take(i).Any(r => r.Document == rule.Document && (r.Services.Count == 0 ? rule.Services.Count == 0 : r.Services.Intersect(rule.Services).Any())),
            File,
            path,
            $"\"{rule.Document}\" has two rules for one service");
    }

    private static void Known(MunicipalityPack pack, string document, string path, ProblemList problems) =>
        problems.Check(pack.FindDocument(document) is not null, File, path, $"\"{document}\" is not in {PackFiles.Documents}");
}
