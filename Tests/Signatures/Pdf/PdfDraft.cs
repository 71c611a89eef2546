using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Tests.Signatures.Pdf;

/// <summary>
/// A PDF that grows by incremental updates. Objects: 1 catalogue, 2 pages, 3 page, 4 content, 5 font, 6 form, 7 text field, 8 its appearance.
/// </summary>
internal sealed partial class PdfDraft
{
    public const string PageContent = "BT /F1 12 Tf 50 700 Td (Lugums) Tj ET";
    public const int Room = 12_000;
    private const string RangeRoom = "[0 0000000000 0000000000 0000000000]";
    private int _size = 1;
    private readonly List<int> _fields = [7];
    private readonly List<int> _annotations = [7];

    public PdfDraft()
    {
        Append(
            (1, Catalog()),
            (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
            (3, Page()),
            (4, Stream(PageContent)),
            (5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"),
            (6, Form()),
            (7, TextField("(Anna)")),
            (8, Stream("BT (Anna) Tj ET", "/Type /XObject /Subtype /Form /BBox [0 0 100 20]")),
            // Prepared for later: a stream nobody refers to, with another page content inside that only an offset can reach.
            (9, Stream($"4 0 obj {Stream("BT /F1 12 Tf 50 700 Td (Cits teksts) Tj ET")} endobj ")));
    }

    public byte[] Bytes { get; private set; } = Encoding.Latin1.GetBytes("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");

    public string Text => Encoding.Latin1.GetString(Bytes);

    public static string Stream(string content, string entries = "") => $"<< {entries} /Length {content.Length} >>\nstream\n{content}\nendstream";

    public static string TextField(string value, string more = "/F 4") =>
        $"<< /Type /Annot /Subtype /Widget /FT /Tx /T (vards) /V {value} /Rect [50 600 150 620] /P 3 0 R /AP << /N 8 0 R >> {more} >>";

    public static string Catalog(string more = "") => $"<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R {more} >>";

    public string Form() => $"<< /Fields [{References(_fields)}] /SigFlags 3 >>";

    public string Page(string more = "") =>
        $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R /Annots [{References(_annotations)}{more}] >>";

    public PdfDraft Append(params (int Number, string Body)[] objects) => Append(objects, []);

    /// <param name="objects">Written with the update.</param>
    /// <param name="entries">Objects the update's table claims to stand at some offset.</param>
    /// <param name="previous">Offset of the table the update builds on; null for the last one.</param>
    public PdfDraft Append((int Number, string Body)[] objects, (int Number, int Offset)[] entries, int? previous = null)
    {
        var last = LastTable();
        var text = new StringBuilder();
        var offsets = new List<(int Number, int Offset)>(entries);
        foreach (var (number, body) in objects)
        {
            offsets.Add((number, Bytes.Length + text.Length));
            text.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n");
        }

        _size = Math.Max(_size, offsets.Max(o => o.Number) + 1);
        var table = Bytes.Length + text.Length;
        text.Append("xref\n");
        foreach (var (number, offset) in offsets)
        {
            text.Append(CultureInfo.InvariantCulture, $"{number} 1\n{offset:D10} 00000 n \n");
        }

        var link = last is null ? "" : $" /Prev {previous ?? last}";
        text.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {_size:D3} /Root 1 0 R{link} >>\nstartxref\n{table}\n%%EOF\n");
        return AppendRaw(text.ToString());
    }

    /// <summary>To go on differently from the same state; signing again would be slow.</summary>
    public PdfDraft Copy() => (PdfDraft)MemberwiseClone();

    public PdfDraft AppendRaw(string text)
    {
        Bytes = [.. Bytes, .. Encoding.Latin1.GetBytes(text)];
        return this;
    }

    public int? LastTable() => StartXref().Matches(Text).LastOrDefault() is { } match ? int.Parse(match.Groups["offset"].ValueSpan, CultureInfo.InvariantCulture) : null;

    /// <summary>More text fields, filled in.</summary>
    public PdfDraft AddTextFields(params IReadOnlyList<(string Name, string Value)> fields)
    {
        var objects = fields.Select((field, index) =>
        {
            AddField(60 + index);
            var value = Convert.ToHexString([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(field.Value)]);
            return (60 + index, $"<< /Type /Annot /Subtype /Widget /FT /Tx /T ({field.Name}) /V <{value}> /Rect [50 500 150 520] /P 3 0 R /F 4 >>");
        }).ToList();
        return Append([.. objects, (3, Page()), (6, Form())]);
    }

    /// <summary>A signature field to be signed later.</summary>
    public PdfDraft PrepareField(int number, string place)
    {
        AddField(number);
        return Append((number, $"<< /Type /Annot /Subtype /Widget /FT /Sig /T (s{number}) {place} /F 132 /P 3 0 R >>"), (3, Page()), (6, Form()));
    }

    /// <summary>Adds a signature field, or takes the prepared one, and signs everything up to here.</summary>
    /// <param name="number">Of the field; the signature gets the next one.</param>
    /// <param name="sign">From the covered bytes to the CMS.</param>
    /// <param name="entries">Of the signature dictionary.</param>
    /// <param name="also">Objects of the same update.</param>
    /// <param name="moreGap">Bytes before the end of the string that the range leaves out, too: a forger's room.</param>
    /// <param name="shorten">Bytes at the end that the range leaves out.</param>
    /// <param name="place">Where the widget stands, and what it shows.</param>
    /// <param name="room">Bytes reserved for the CMS.</param>
    public PdfDraft Sign(
        int number, Func<byte[], byte[]> sign, string entries = "/Type /Sig /SubFilter /ETSI.CAdES.detached", (int, string)[]? also = null, int moreGap = 0, int shorten = 0, string place = "/Rect [0 0 0 0]", int room = Room)
    {
        AddField(number);
        var zeros = new string('0', room * 2);
        Append(
        [
            (number, $"<< /Type /Annot /Subtype /Widget /FT /Sig /T (s{number}) /V {number + 1} 0 R {place} /F 132 /P 3 0 R >>"),
            (number + 1, $"<< /Filter /Adobe.PPKLite {entries} /ByteRange {RangeRoom} /Contents <{zeros}> >>"),
            (3, Page()),
            (6, Form()),
            .. also ?? [],
        ]);
        var gap = Text.LastIndexOf($"<{zeros}>", StringComparison.Ordinal);
        var after = gap + zeros.Length + 2 + moreGap;
        var end = Bytes.Length - shorten;
        var range = $"[0 {gap} {after} {end - after}]".PadRight(RangeRoom.Length);
        Encoding.ASCII.GetBytes(range).CopyTo(Bytes, Text.LastIndexOf(RangeRoom, StringComparison.Ordinal));
        var cms = sign([.. Bytes.AsSpan(0, gap), .. Bytes.AsSpan(after, end - after)]);
        Encoding.ASCII.GetBytes(Convert.ToHexString(cms)).CopyTo(Bytes, gap + 1);
        return this;
    }

    private void AddField(int number)
    {
        if (!_fields.Contains(number))
        {
            _fields.Add(number);
            _annotations.Add(number);
        }
    }

    /// <summary>Long-term data: OCSP responses and certificates in the document security store.</summary>
    public PdfDraft AddStore(byte[][] ocsp, byte[][] certificates)
    {
        var numbers = Enumerable.Range(100, ocsp.Length + certificates.Length).ToList();
        var objects = ocsp.Concat(certificates).Select((b, i) => (numbers[i], Stream(Convert.ToHexString(b) + ">", "/Filter /ASCIIHexDecode")));
        return Append([(1, Catalog($"/DSS << /OCSPs [{References(numbers[..ocsp.Length])}] /Certs [{References(numbers[ocsp.Length..])}] >>")), .. objects]);
    }

    /// <summary>Changes bytes in place without moving any; the text must be there.</summary>
    public PdfDraft Overwrite(string old, string replacement)
    {
        replacement.Length.ShouldBe(old.Length);
        var at = Text.LastIndexOf(old, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0);
        Encoding.Latin1.GetBytes(replacement).CopyTo(Bytes, at);
        return this;
    }

    private static string References(IEnumerable<int> numbers) => string.Join(' ', numbers.Select(n => $"{n} 0 R"));

    [GeneratedRegex(@"startxref\n(?<offset>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StartXref();
}
