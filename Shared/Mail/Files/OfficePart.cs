using System.Text;
using System.Xml;

namespace SocialWorkflows.Mail.Files;

/// <summary>
/// Looks for what makes an office document reach out or run something, in the XML of one of its parts, whatever its encoding, quotes and prefixes are.
/// A link the reader may tap is none of that.
/// </summary>
internal static class OfficePart
{
    public const string ContentTypes = "[Content_Types].xml";

    private static readonly string[] MacroWords = ["vbaProject", "macroEnabled", "macrosheet", "xlMacrosheet", "xlIntlMacrosheet", "wordVbaData"];

    /// <summary>A part that cannot be read as XML is treated as one that loads: nobody can say that it does not.</summary>
    public static FileRemark? Danger(string name, byte[] content)
    {
        var isRelations = name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);
        try
        {
            return isRelations ? Relations(content)
                : name.Equals(ContentTypes, StringComparison.OrdinalIgnoreCase) ? Types(content)
                : Part(content);
        }
        catch (XmlException)
        {
            return FileRemark.ExternalContent;
        }
    }

    private static FileRemark? Types(byte[] content)
    {
        using var xml = Open(content);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.GetAttribute("ContentType") is { } type && IsMacro(type))
            {
                return FileRemark.Macro;
            }
        }

        return null;
    }

    private static FileRemark? Relations(byte[] content)
    {
        using var xml = Open(content);
        FileRemark? found = null;
        while (xml.Read())
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "Relationship" })
            {
                continue;
            }

            var type = xml.GetAttribute("Type") ?? string.Empty;
            if (IsMacro(type))
            {
                return FileRemark.Macro;
            }

            if (IsElsewhere(xml.GetAttribute("TargetMode"), xml.GetAttribute("Target")) && !type.EndsWith("/hyperlink", StringComparison.OrdinalIgnoreCase))
            {
                found = FileRemark.ExternalContent;
            }
        }

        return found;
    }

    /// <summary>
    /// A sheet that fetches from a database or a web page (ECMA-376 part 1, 18.13), a DDE link, or a DDE field, whose instruction may be cut into runs.
    /// </summary>
    private static FileRemark? Part(byte[] content)
    {
        using var xml = Open(content);
        var fields = new StringBuilder();
        var isInstruction = false;
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.LocalName is "ddeLink" or "dbPr" or "webPr":
                case XmlNodeType.Element when xml.LocalName == "fldSimple" && IsDde(Instruction(xml)):
                    return FileRemark.ExternalContent;
                case XmlNodeType.Element:
                    isInstruction = xml is { LocalName: "instrText", IsEmptyElement: false };
                    break;
                case XmlNodeType.EndElement:
                    isInstruction = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when isInstruction:
                    fields.Append(xml.Value);
                    break;
            }
        }

        return fields.ToString().Contains("DDE", StringComparison.OrdinalIgnoreCase) ? FileRemark.ExternalContent : null;
    }

    private static string Instruction(XmlReader xml)
    {
        var text = string.Empty;
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            text = xml.LocalName == "instr" ? xml.Value : text;
        }

        xml.MoveToElement();
        return text;
    }

    private static bool IsDde(string instruction) => instruction.TrimStart().StartsWith("DDE", StringComparison.OrdinalIgnoreCase);

    private static bool IsMacro(string type) => MacroWords.Any(w => type.Contains(w, StringComparison.OrdinalIgnoreCase));

    private static bool IsElsewhere(string? mode, string? target) =>
        string.Equals(mode?.Trim(), "External", StringComparison.OrdinalIgnoreCase)
        || (target is not null && (target.Contains("://", StringComparison.Ordinal) || target.TrimStart().StartsWith(@"\\", StringComparison.Ordinal)));

    private static XmlReader Open(byte[] content) => XmlReader.Create(
        new MemoryStream(content),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true });
}
