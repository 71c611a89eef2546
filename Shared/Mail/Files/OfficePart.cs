using System.Text;

namespace SocialWorkflows.Mail.Files;

/// <summary>Looks for what makes an office document reach out or run something. A link the reader may tap is none of that.</summary>
internal static class OfficePart
{
    private static readonly string[] Loading = ["attachedTemplate", "oleObject", "externalLink", "frame", "subDocument", "image", "externalLinkPath"];

    public static bool LoadsOrRuns(string name, byte[] content)
    {
        var text = Encoding.UTF8.GetString(content);
        return name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)
            ? Relationships(text).Any(IsLoading)
            : HasDataConnection(text) || HasDde(text);
    }

    private static IEnumerable<string> Relationships(string text) =>
        text.Split("<Relationship ", StringSplitOptions.None).Skip(1).Select(r => r.Split('>')[0]);

    private static bool IsLoading(string relationship) =>
        relationship.Contains("TargetMode=\"External\"", StringComparison.OrdinalIgnoreCase)
        && Loading.Any(kind => relationship.Contains("/" + kind + "\"", StringComparison.OrdinalIgnoreCase));

    /// <summary>A sheet that fetches from a database or a web page (ECMA-376 §18.13).</summary>
    private static bool HasDataConnection(string text) =>
        text.Contains("<connections", StringComparison.Ordinal) && (text.Contains("<dbPr", StringComparison.Ordinal) || text.Contains("<webPr", StringComparison.Ordinal));

    /// <summary>Field instructions may be cut into runs: tags are taken out before looking.</summary>
    private static bool HasDde(string text)
    {
        if (text.Contains("ddeLink", StringComparison.Ordinal))
        {
            return true;
        }

        if (!text.Contains("instrText", StringComparison.Ordinal) && !text.Contains("fldSimple", StringComparison.Ordinal))
        {
            return false;
        }

        var words = new StringBuilder();
        foreach (var piece in text.Split("instrText").Where((_, i) => i % 2 == 1))
        {
            var start = piece.IndexOf('>', StringComparison.Ordinal) + 1;
            var end = piece.IndexOf('<', start);
            words.Append(piece, start, (end < 0 ? piece.Length : end) - start);
        }

        return words.ToString().Contains("DDE", StringComparison.OrdinalIgnoreCase) || text.Contains("w:instr=\"DDE", StringComparison.OrdinalIgnoreCase)
            || text.Contains("w:instr=\" DDE", StringComparison.OrdinalIgnoreCase);
    }
}
