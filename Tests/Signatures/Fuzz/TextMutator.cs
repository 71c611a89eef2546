using System.Text;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Tests.Signatures.Fuzz;

/// <summary>Changes to the line-built formats: numbers, names and hex of a PDF; header lines, boundaries and base64 of a message.</summary>
internal static partial class TextMutator
{
    private static readonly string[] PdfWords = ["/ByteRange", "/Contents", "/Type/Sig", "/Root", "/AcroForm", "/Prev", "startxref", "%%EOF", "endobj", "/Length", "obj", "stream", "/Perms", "/DocMDP"];

    public static byte[] Pdf(byte[] pdf, Random random)
    {
        var text = Encoding.Latin1.GetString(pdf);
        return Encoding.Latin1.GetBytes(random.Next(6) switch
        {
            0 => Change(text, Number(), random, _ => random.Next(4) switch { 0 => "0", 1 => "99999999999", 2 => "-1", _ => random.Next(text.Length).ToString() }),
            1 => Change(text, Name(), random, _ => PdfWords[random.Next(PdfWords.Length)]),
            2 => Change(text, Hex(), random, m => Hexed(m.Value, random)),
            3 => text + $"\n{random.Next(1, 60)} 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 99/Root {random.Next(1, 60)} 0 R/Prev {Math.Max(0, text.LastIndexOf("xref", StringComparison.Ordinal))}>>\nstartxref\n{text.Length}\n%%EOF\n",
            4 => Change(text, Word(), random, _ => PdfWords[random.Next(PdfWords.Length)]),
            _ => Encoding.Latin1.GetString(ByteMutator.Mutate(pdf, random)),
        });
    }

    public static byte[] Mail(byte[] mail, Random random)
    {
        var lines = Encoding.Latin1.GetString(mail).Split('\n').ToList();
        var at = random.Next(lines.Count);
        switch (random.Next(6))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(random.Next(lines.Count), lines[at]);
                break;
            case 2:
                (lines[at], lines[^1]) = (lines[^1], lines[at]);
                break;
            case 3:
                return Base64(mail, random);
            case 4:
                lines.Insert(random.Next(Math.Min(lines.Count, 12)), new[] { "From: x@y.z\r", "Content-Type: multipart/signed; boundary=x\r", "Date: Mon, 1 Jan 2001 00:00:00 +0000\r", "\r", " folded\r" }[random.Next(5)]);
                break;
            default:
                return ByteMutator.Mutate(mail, random);
        }

        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static byte[] Base64(byte[] mail, Random random)
    {
        var text = Encoding.Latin1.GetString(mail);
        return Encoding.Latin1.GetBytes(Change(text, Base64Block(), random, m =>
        {
            try
            {
                return Convert.ToBase64String(DerMutator.Mutate(Convert.FromBase64String(m.Value), random), Base64FormattingOptions.InsertLineBreaks) + "\r\n";
            }
            catch (FormatException)
            {
                return m.Value[1..];
            }
        }));
    }

    private static string Hexed(string hex, Random random)
    {
        try
        {
            return Convert.ToHexString(DerMutator.Mutate(Convert.FromHexString(hex), random)).PadRight(hex.Length, '0')[..hex.Length];
        }
        catch (FormatException)
        {
            return hex[1..];
        }
    }

    private static string Change(string text, Regex pattern, Random random, Func<Match, string> change)
    {
        var start = random.Next(text.Length);
        var match = pattern.Match(text, start) is { Success: true } found ? found : pattern.Match(text);
        return match.Success ? string.Concat(text.AsSpan(0, match.Index), change(match), text.AsSpan(match.Index + match.Length)) : text;
    }

    [GeneratedRegex("\\b[0-9]{1,10}\\b", RegexOptions.None, 5_000)]
    private static partial Regex Number();

    [GeneratedRegex("/[A-Za-z]{2,20}", RegexOptions.None, 5_000)]
    private static partial Regex Name();

    [GeneratedRegex("[0-9A-Fa-f]{200,}", RegexOptions.None, 5_000)]
    private static partial Regex Hex();

    [GeneratedRegex("/ByteRange|/Contents|/Root|/Prev|startxref|%%EOF|endobj|/AcroForm", RegexOptions.None, 5_000)]
    private static partial Regex Word();

    [GeneratedRegex("(?:[A-Za-z0-9+/=]{40,}\\r?\\n)+[A-Za-z0-9+/=]*\\r?\\n?", RegexOptions.None, 5_000)]
    private static partial Regex Base64Block();
}
