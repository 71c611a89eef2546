namespace SocialWorkflows.Casework.Packs;

internal static class InformationChecks
{
    public static void Check(IReadOnlyList<InformationItem> items, ProblemList problems)
    {
        const string file = PackFiles.Information;
        VersionChecks.List(items, i => i.Id, file, i => $"$[{i}]", problems);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            Ids.Check(item.Id, file, $"$[{i}].id", problems);
            problems.Text(item.Text, file, $"$[{i}].text");
            problems.Check(
                InformationKinds.All.Contains(item.Kind, StringComparer.Ordinal),
                file,
                $"$[{i}].kind",
                $"\"{item.Kind}\" must be one of {string.Join(", ", InformationKinds.All)}");
            problems.Check(
                (item.Value is null) == string.IsNullOrWhiteSpace(item.Unit),
                file,
                $"$[{i}].unit",
                "a value needs its unit, and a unit its value");
            problems.Check(item.Value is null or >= 0, file, $"$[{i}].value", $"{item.Value} is less than nothing");
            problems.Texts(item.Details, file, $"$[{i}].details");
        }
    }
}
