using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SocialWorkflows.Functions.Demo.Pki;

namespace SocialWorkflows.Tests.Support;

/// <summary>Signs a PDF of ours as a signing program does: nothing of it is written anew, the signature is appended with the page and catalogue that name it.</summary>
internal static partial class ContinuedPdf
{
    private const int Room = 12_000;
    private const string RangeRoom = "[0 0000000000 0000000000 0000000000]";

    /// <param name="letter">The file that is signed.</param>
    /// <param name="person">Who signs, with a time-stamp and the proof that the certificate was not revoked.</param>
    /// <param name="at">When.</param>
    /// <param name="changesThePage">The page of the same update shows nothing of the letter any more.</param>
    public static byte[] Sign(byte[] letter, DemoPerson person, DateTimeOffset at, bool changesThePage = false)
    {
        var text = Encoding.Latin1.GetString(letter);
        var size = int.Parse(Last(SizeEntry(), text), CultureInfo.InvariantCulture);
        var root = int.Parse(Last(RootEntry(), text), CultureInfo.InvariantCulture);
        var page = int.Parse(FirstKid().Match(text).Groups["n"].Value, CultureInfo.InvariantCulture);
        var (field, value, ocsp) = (size, size + 1, size + 2);
        var zeros = new string('0', Room * 2);
        var shown = changesThePage ? ContentsEntry().Replace(Body(text, page), string.Empty) : Body(text, page);
        var catalog = Body(text, root)[..^2] + $" /AcroForm << /Fields [{field} 0 R] /SigFlags 3 >>";
        var signed = Continue(
            letter,
            root,
            (root, catalog + " >>"),
            (page, shown[..^2] + $" /Annots [{field} 0 R] >>"),
            (field, $"<< /Type /Annot /Subtype /Widget /FT /Sig /T (paraksts) /V {value} 0 R /Rect [0 0 0 0] /F 132 /P {page} 0 R >>"),
            (value, $"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange {RangeRoom} /Contents <{zeros}> >>"));
        var whole = Encoding.Latin1.GetString(signed);
        var gap = whole.LastIndexOf($"<{zeros}>", StringComparison.Ordinal);
        var after = gap + zeros.Length + 2;
        Encoding.ASCII.GetBytes($"[0 {gap} {after} {signed.Length - after}]".PadRight(RangeRoom.Length)).CopyTo(signed, whole.LastIndexOf(RangeRoom, StringComparison.Ordinal));
        var cms = Residents.Pki.SignCmsDetached(person, (byte[])[.. signed.AsSpan(0, gap), .. signed.AsSpan(after)], at);
        Encoding.ASCII.GetBytes(Convert.ToHexString(cms)).CopyTo(signed, gap + 1);
        var answer = Convert.ToHexString(Residents.Pki.OcspResponder.Answer(person.Certificate, at.AddSeconds(1))) + ">";
        return Continue(
            signed,
            root,
            (root, catalog + $" /DSS << /OCSPs [{ocsp} 0 R] >> >>"),
            (ocsp, $"<< /Filter /ASCIIHexDecode /Length {answer.Length} >>\nstream\n{answer}\nendstream"));
    }

    private static byte[] Continue(byte[] file, int root, params (int Number, string Body)[] objects)
    {
        var before = Encoding.Latin1.GetString(file);
        var size = Math.Max(int.Parse(Last(SizeEntry(), before), CultureInfo.InvariantCulture), objects.Max(o => o.Number) + 1);
        var update = new StringBuilder();
        var table = new StringBuilder("xref\n");
        foreach (var (number, body) in objects)
        {
            table.Append(CultureInfo.InvariantCulture, $"{number} 1\n{file.Length + update.Length:D10} 00000 n \n");
            update.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n");
        }

        var start = file.Length + update.Length;
        update.Append(table).Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {size} /Root {root} 0 R /Prev {Last(StartXref(), before)} >>\nstartxref\n{start}\n%%EOF\n");
        return [.. file, .. Encoding.Latin1.GetBytes(update.ToString())];
    }

    private static string Body(string text, int number)
    {
        var start = text.IndexOf($"\n{number} 0 obj\n", StringComparison.Ordinal) + $"\n{number} 0 obj\n".Length;
        return text[start..text.IndexOf("\nendobj", start, StringComparison.Ordinal)];
    }

    private static string Last(Regex pattern, string text) => pattern.Matches(text)[^1].Groups["n"].Value;

    [GeneratedRegex(@"/Size (?<n>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SizeEntry();

    [GeneratedRegex(@"/Root (?<n>\d+) 0 R", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex RootEntry();

    [GeneratedRegex(@"/Kids \[(?<n>\d+) 0 R", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex FirstKid();

    [GeneratedRegex(@"startxref\n(?<n>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex StartXref();

    [GeneratedRegex(@"/Contents \d+ 0 R", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ContentsEntry();
}
