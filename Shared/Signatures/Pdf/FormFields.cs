using System.Text;
using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf;

/// <summary>A field of the interactive form, with the widgets that show it.</summary>
/// <param name="Reference">Null when it stands directly in its parent.</param>
/// <param name="Name">Fully qualified (ISO 32000-1 §12.7.3.2).</param>
/// <param name="Type">Inherited FT: Sig, Tx, Btn, Ch; null when there is none.</param>
/// <param name="Dictionary">Of the field; of its widget too when the two are one.</param>
/// <param name="Widgets">Kids that are only widgets.</param>
internal sealed record FormField(PdfReference? Reference, string Name, string? Type, PdfDictionary Dictionary, IReadOnlyList<PdfValue> Widgets)
{
    public bool IsSignature => Type == "Sig";
}

/// <summary>The fields that the catalogue's AcroForm leads to; a signature that hangs elsewhere is shown by no viewer and counts for none.</summary>
internal static class FormFields
{
    private const int MaxDepth = 50;
    private const int MaxFields = 100_000;
    private const int MaxNameCharacters = 4_096;
    private const int CharactersOfOneField = 16;

    public static List<FormField> Read(PdfRevision revision)
    {
        var fields = new List<FormField>();
        var open = new Stack<(PdfValue Value, string Name, string? Type, int Depth)>();
        var seen = new HashSet<int>();
        foreach (var root in revision.Array(revision.Dictionary(revision.Catalog["AcroForm"])["Fields"]).Reverse())
        {
            open.Push((root, "", null, 0));
        }

        while (open.TryPop(out var next))
        {
            if (next.Depth > MaxDepth || fields.Count > MaxFields || (next.Value is PdfReference visited && !seen.Add(visited.Number)))
            {
                throw new PdfFormatException("The PDF is damaged: its form has no clear tree of fields.");
            }

            var dictionary = revision.Dictionary(next.Value);
            var name = NameOf(dictionary, next.Name, revision);
            var type = revision.Name(dictionary["FT"]) ?? next.Type;
            var kids = revision.Array(dictionary["Kids"]);
            InspectionWork.ReadPdfFields(CharactersOfOneField + kids.Count);
            var isTerminal = kids.All(k => revision.Dictionary(k)["T"] is PdfNull);
            if (isTerminal)
            {
                fields.Add(new FormField(next.Value as PdfReference, name, type, dictionary, kids));
                continue;
            }

            foreach (var kid in kids.Reverse())
            {
                open.Push((kid, name, type, next.Depth + 1));
            }
        }

        return fields;
    }

    /// <summary>The parent's name comes again in that of every kid, which is why its length is bounded.</summary>
    private static string NameOf(PdfDictionary field, string parent, PdfRevision revision)
    {
        if (revision.Resolve(field["T"]) is not PdfString { Bytes: { Length: > 0 } bytes })
        {
            return parent;
        }

        if (parent.Length + bytes.Length > MaxNameCharacters)
        {
            throw new PdfFormatException($"A field of the PDF's form has a name of more than {MaxNameCharacters} characters.");
        }

        InspectionWork.ReadPdfFields(parent.Length);
        return parent.Length == 0 ? Text(bytes) : $"{parent}.{Text(bytes)}";
    }

    /// <summary>PDF text strings are UTF-16 with a mark, else close enough to Latin-1 for comparing names.</summary>
    public static string Text(byte[] bytes)
    {
        InspectionWork.ReadPdfFields(bytes.Length);
        return bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2) : Encoding.Latin1.GetString(bytes);
    }
}
