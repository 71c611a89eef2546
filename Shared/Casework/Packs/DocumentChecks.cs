namespace SocialWorkflows.Casework.Packs;

internal static class DocumentChecks
{
    public static void Check(IReadOnlyList<DocumentKind> documents, ProblemList problems)
    {
        const string file = PackFiles.Documents;
        VersionChecks.List(documents, d => d.Id, file, i => $"$[{i}]", problems);
        problems.Check(
            documents.Where(d => d.IsApplication).Select(d => d.Id).Distinct().Count() == 1,
            file,
            "$",
            "exactly one document must have \"isApplication\": true");
        for (var i = 0; i < documents.Count; i++)
        {
            Ids.Check(documents[i].Id, file, $"$[{i}].id", problems);
            problems.Text(documents[i].Name, file, $"$[{i}].name");
            problems.Text(documents[i].EnglishName, file, $"$[{i}].englishName");
            problems.Text(documents[i].EasyName, file, $"$[{i}].easyName");
            problems.OptionalText(documents[i].MustState, file, $"$[{i}].mustState");
            problems.OptionalText(documents[i].EasyMustState, file, $"$[{i}].easyMustState");
            problems.Check(
                documents[i].MustState is null == documents[i].EasyMustState is null,
                file,
                $"$[{i}].easyMustState",
                "goes together with mustState: letters say it in both language levels");
            problems.Words(documents[i].Words, file, $"$[{i}].words");
        }
    }
}
