using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Pdf;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Whom a signed file names: personal codes in the fields of a PDF form, in text files and in Word documents. Printed text of a PDF is not read, and a file that
/// names nobody says nothing. Nothing of it is stored.
/// </summary>
internal static partial class ApplicationText
{
    private const int LongestText = 4 * 1024 * 1024;
    private const string WordBody = "word/document.xml";

    /// <summary>Valid Latvian codes in the order in which they stand: of an application, the first is the applicant's.</summary>
    public static IReadOnlyList<PersonalCode> CodesIn(DataFile file) =>
    [
        .. TextsOf(file).SelectMany(text => Code().Matches(text)).Select(m => PersonalCode.TryParse(m.Value, out var code) ? code : null).OfType<PersonalCode>().Distinct(),
    ];

    public static bool IsBlankForm(ReadOnlyMemory<byte> content) => PdfFormContent.Read(content) is { IsBlank: true };

    private static IEnumerable<string> TextsOf(DataFile file) => PdfFormContent.Read(file.Bytes) is { } form ? form.Values
        : file.Bytes.Span.StartsWith("PK"u8) ? WordText(file.Bytes)
        : file.Name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) && file.Bytes.Length <= LongestText ? [Encoding.UTF8.GetString(file.Bytes.Span)]
        : [];

    private static List<string> WordText(ReadOnlyMemory<byte> document)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(document.ToArray(), writable: false));
            if (archive.GetEntry(WordBody) is not { } body)
            {
                return [];
            }

            using var stream = body.Open();
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LongestText });
            var text = new StringBuilder();
            while (reader.Read())
            {
                // A paragraph is cut into runs wherever its look or spelling changes, also in the middle of a code.
                _ = reader.NodeType switch
                {
                    XmlNodeType.Text => text.Append(reader.Value),
                    XmlNodeType.EndElement when reader.LocalName == "p" => text.Append('\n'),
                    _ => text,
                };
            }

            return [text.ToString()];
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or NotSupportedException)
        {
            return [];
        }
    }

    [GeneratedRegex(@"(?<![0-9-])[0-9]{6}-[0-9]{5}(?![0-9-])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
