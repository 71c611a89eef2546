namespace SocialWorkflows.Casework.Packs;

internal static class FormChecks
{
    private const int MostLines = 12;

    public static void Check(FormRules form, ProblemList problems)
    {
        const string file = PackFiles.Form;
        VersionChecks.Dated(form, file, "$", problems);
        problems.Text(form.Title, file, "$.title");
        problems.Text(form.Declaration, file, "$.declaration");
        problems.Unique(form.Fields.Select(f => f.Id), file, i => $"$.fields[{i}].id");
        problems.Unique(form.Fields.Select(f => f.Label), file, i => $"$.fields[{i}].label");
        problems.Check(form.Fields.Any(f => f.Required), file, "$.fields", "has no required field: every blank form would count as filled in");
        for (var i = 0; i < form.Fields.Count; i++)
        {
            var field = form.Fields[i];
            problems.Check(FormFields.All.Contains(field.Id, StringComparer.Ordinal), file, $"$.fields[{i}].id", $"\"{field.Id}\" must be one of {string.Join(", ", FormFields.All)}");
            problems.Text(field.Label, file, $"$.fields[{i}].label");
            problems.Check(field.Lines is >= 1 and <= MostLines, file, $"$.fields[{i}].lines", $"{field.Lines} must be 1 to {MostLines}");
        }
    }
}
