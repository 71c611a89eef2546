using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Assessment;

internal static class FeeRuleChecks
{
    /// <summary>A misspelt service would quietly have no fee rule at all.</summary>
    public static void Check(FeeRule fee, IReadOnlyList<Service> services, string file, ProblemList problems)
    {
        problems.Check(fee.Services.Count > 0, file, "$.fee.services", "names no service: the rule would hold for nothing");
        problems.Unique(fee.Services, file, i => $"$.fee.services[{i}]");
        for (var i = 0; i < fee.Services.Count; i++)
        {
            problems.Check(services.Any(s => s.Id == fee.Services[i]), file, $"$.fee.services[{i}]", $"\"{fee.Services[i]}\" is not in {PackFiles.Services}");
        }
    }
}
