using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Recognition;

/// <summary>Guesses from a file name which document it is; only a suggestion, a person confirms.</summary>
public static class DocumentRecognition
{
    /// <summary>The id of the only document kind whose words the name has most of; null when none or two fit alike.</summary>
    public static string? Suggest(MunicipalityPack pack, string fileName)
    {
        var words = LatvianText.FileNameWords(fileName);
        var best = pack.Documents
            .Select(d => (d.Id, Count: Stems.Found(words, d.Words).Count))
            .Where(d => d.Count > 0)
            .OrderByDescending(d => d.Count)
            .Take(2)
            .ToList();
        return best switch
        {
            [var only] => only.Id,
            [var first, var second] when first.Count > second.Count => first.Id,
            _ => null,
        };
    }
}
