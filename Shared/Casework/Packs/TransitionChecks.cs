using SocialWorkflows.Casework.Recognition;

namespace SocialWorkflows.Casework.Packs;

internal static class TransitionChecks
{
    private const string File = PackFiles.Transition;

    public static void Check(MunicipalityPack pack, ProblemList problems)
    {
        if (pack.Transition is not { } transition)
        {
            return;
        }

        VersionChecks.Dated(transition, File, "$", problems);
        problems.Check(transition.Former.Count > 1, File, "$.former", "needs at least two former municipalities");
        problems.Unique(transition.Former.Select(f => f.Id), File, i => $"$.former[{i}].id");
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < transition.Former.Count; i++)
        {
            var former = transition.Former[i];
            problems.Text(former.Id, File, $"$.former[{i}].id");
            problems.Text(former.Name, File, $"$.former[{i}].name");
            problems.Text(former.Source, File, $"$.former[{i}].source");
            problems.Check(former.Places.Count > 0, File, $"$.former[{i}].places", "has no places: nobody could be assigned to it");
            for (var j = 0; j < former.Places.Count; j++)
            {
                problems.Text(former.Places[j], File, $"$.former[{i}].places[{j}]");
                problems.Check(
                    owners.TryAdd(LatvianText.Fold(former.Places[j]), former.Id),
                    File,
                    $"$.former[{i}].places[{j}]",
                    $"\"{former.Places[j]}\" already belongs to {owners.GetValueOrDefault(LatvianText.Fold(former.Places[j]))}");
            }
        }
    }
}
