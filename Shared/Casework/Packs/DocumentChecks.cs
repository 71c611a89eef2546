namespace SocialWorkflows.Casework.Packs;

internal static class DocumentChecks
{
    public static void Check(IReadOnlyList<DocumentKind> documents, ProblemList problems)
    {
        const string file = PackFiles.Documents;
        problems.Unique(documents.Select(d => d.Id), file, i => $"$[{i}].id");
        problems.Check(
            documents.Count(d => d.IsApplication) == 1,
            file,
            "$",
            "exactly one document must have \"isApplication\": true");
        for (var i = 0; i < documents.Count; i++)
        {
            Ids.Check(documents[i].Id, file, $"$[{i}].id", problems);
            problems.Text(documents[i].Name, file, $"$[{i}].name");
            problems.Text(documents[i].EasyName, file, $"$[{i}].easyName");
            problems.Words(documents[i].Words, file, $"$[{i}].words");
            problems.Text(documents[i].Source, file, $"$[{i}].source");
        }
    }
}
