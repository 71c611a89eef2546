using System.Text;

namespace SocialWorkflows.Tests.Mail.Peers;

/// <summary>Mails as many different programs would write them, right and wrong, from one seed. Each kind is one habit or fault.</summary>
internal sealed class GeneratedMails(int seed)
{
    private const string Letters = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzžAĀCČEĒGĢIĪKĶLĻNŅSŠUŪZŽ";
    private readonly Random _random = new(seed);

    public static IReadOnlyList<string> Kinds { get; } =
    [
        "8bit", "quoted-printable", "base64", "windows-1257", "iso-8859-13", "alternative", "html only", "attachments, RFC 2231", "attachments, encoded words",
        "attachments, raw UTF-8 names", "subject words split in a letter", "raw UTF-8 headers", "mail in mail", "bare LF", "no end boundary", "preamble and epilogue",
        "boundary begins another", "NUL in text", "utf-7", "windows-1257 called iso-8859-1", "utf-8 called windows-1257", "encoded word cut", "format=flowed",
        "group of addresses", "comments in headers", "base64 with rubbish", "unknown charset", "unknown encoding", "header without colon", "related picture", "winmail.dat",
        "space before colon", "date with zone name",
    ];

    public byte[] Write(string kind)
    {
        RawMail.Bytes(""); // registers the Baltic code pages
        var (one, two) = (Sentence(), Sentence());
        var text = $"{one}\n\n{two}\n";
        var file = Convert.ToBase64String(Bytes(300));
        var name = Word() + " " + Word() + ".pdf";
        return kind switch
        {
            "8bit" => Mail("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit", text),
            "quoted-printable" => Mail("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable", Quoted(text)),
            "base64" => Mail("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64", Base64(text)),
            "windows-1257" or "iso-8859-13" => [.. Head($"Content-Type: text/plain; charset={kind}\nContent-Transfer-Encoding: 8bit"), .. In(kind, text)],
            "alternative" => Mail("Content-Type: multipart/alternative; boundary=\"=_a\"", Parts("=_a", "Content-Type: text/plain; charset=utf-8\n\n" + text, $"Content-Type: text/html; charset=utf-8\n\n<p>{one}</p><p>{two}</p>\n")),
            "html only" => Mail("Content-Type: text/html; charset=utf-8", $"<html><body><p>{one}</p></body></html>\n"),
            "attachments, RFC 2231" => WithFile($"Content-Type: application/pdf\nContent-Disposition: attachment;\n {Rfc2231(name)}", file, text),
            "attachments, encoded words" => WithFile($"Content-Type: application/pdf; name=\"{EncodedWord(name)}\"\nContent-Disposition: attachment; filename=\"{EncodedWord(name)}\"", file, text),
            "attachments, raw UTF-8 names" => WithFile($"Content-Type: application/pdf; name=\"{name}\"\nContent-Disposition: attachment; filename=\"{name}\"", file, text),
            "subject words split in a letter" => Mail("Content-Type: text/plain; charset=utf-8", text, subject: SplitInLetter(one)),
            "raw UTF-8 headers" => Mail("Content-Type: text/plain; charset=utf-8", text, subject: one, from: $"{Word()} {Word()} <anna@example.lv>"),
            "mail in mail" => Mail("Content-Type: multipart/mixed; boundary=b", Parts("b", "Content-Type: text/plain; charset=utf-8\n\n" + text, $"Content-Type: message/rfc822\n\nFrom: juris@example.lv\nSubject: iekšā\n\n{two}\n")),
            "bare LF" => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Mail("Content-Type: text/plain; charset=utf-8", text)).Replace("\r\n", "\n", StringComparison.Ordinal)),
            "no end boundary" => Mail("Content-Type: multipart/mixed; boundary=b", $"--b\nContent-Type: text/plain; charset=utf-8\n\n{text}--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n{file}\n"),
            "preamble and epilogue" => Mail("Content-Type: multipart/mixed; boundary=\"b+(x)?.*\"", "Priekšā\n" + Parts("b+(x)?.*", "Content-Type: text/plain; charset=utf-8\n\n" + text) + "Aizmugurē\n"),
            "boundary begins another" => Mail("Content-Type: multipart/mixed; boundary=b", Parts("b", "Content-Type: multipart/alternative; boundary=b1\n\n" + Parts("b1", "Content-Type: text/plain; charset=utf-8\n\n" + text), "Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n" + file + "\n")),
            "NUL in text" => Mail("Content-Type: text/plain; charset=utf-8", one + "\0" + two + "\n"),
            "utf-7" => Mail("Content-Type: text/plain; charset=utf-7", "Iesniegums +AAwBAQ- beigas\n"),
            "windows-1257 called iso-8859-1" => [.. Head("Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit"), .. In("windows-1257", "Lūdzu piešķirt aprūpi mājās šomēnes, ģimenes ārsta izziņa pielikumā.\n")],
            "utf-8 called windows-1257" => Mail("Content-Type: text/plain; charset=windows-1257\nContent-Transfer-Encoding: 8bit", text),
            "encoded word cut" => Mail("Content-Type: text/plain; charset=utf-8", text, subject: "=?utf-8?B?SWVzbmll"),
            "format=flowed" => Mail("Content-Type: text/plain; charset=utf-8; format=flowed", one + " \n" + two + "\n"),
            "group of addresses" => Mail("Content-Type: text/plain; charset=utf-8", text, to: "Dienesti: a@example.lv, b@example.lv;"),
            "comments in headers" => Mail("Content-Type: text/plain (teksts); charset=utf-8 (labs)", text, from: "anna@example.lv (Anna)"),
            "base64 with rubbish" => Mail("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64", "!!" + Base64(text)),
            "unknown charset" => Mail("Content-Type: text/plain; charset=x-nezinu\nContent-Transfer-Encoding: 8bit", text),
            "unknown encoding" => Mail("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: x-nezinu", text),
            "header without colon" => Mail("nekas\nX-Cits: b\nContent-Type: text/plain; charset=utf-8", text),
            "related picture" => Mail("Content-Type: multipart/related; boundary=b", Parts("b", $"Content-Type: text/html; charset=utf-8\n\n<p>{one}</p><img src=\"cid:p@x\">\n", $"Content-Type: image/png; name=p.png\nContent-ID: <p@x>\nContent-Transfer-Encoding: base64\n\n{file}\n")),
            "winmail.dat" => WithFile("Content-Type: application/ms-tnef; name=winmail.dat\nContent-Disposition: attachment; filename=winmail.dat", Convert.ToBase64String(new TnefDraft().Attach("izziņa.pdf", Bytes(200)).Write()), text),
            "space before colon" => Mail("Content-Type : text/plain; charset=utf-8", text),
            "date with zone name" => Mail("Content-Type: text/plain; charset=utf-8", text, date: "Mon, 5 Jan 26 10:00 EST"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of mail."),
        };
    }

    private byte[] Mail(string headers, string body, string? subject = null, string? from = null, string? to = null, string? date = null) =>
        [.. Head(headers, subject, from, to, date), .. RawMail.Bytes(body)];

    private byte[] Head(string headers, string? subject = null, string? from = null, string? to = null, string? date = null) => RawMail.Bytes(
        $"From: {from ?? EncodedWord(Word() + " " + Word()) + " <anna@example.lv>"}\nTo: {to ?? "\"Dienests, soc.\" <soc@example.lv>, cits@example.lv"}\nSubject: {subject ?? EncodedWord(Sentence())}\n"
        + $"Date: {date ?? $"Mon, 5 Jan 2026 10:00:{_random.Next(60):00} +0200"}\nMessage-ID: <m{_random.Next(1_000_000)}@example.lv>\nMIME-Version: 1.0\n{headers}\n\n");

    private byte[] WithFile(string headers, string base64, string text) =>
        Mail("Content-Type: multipart/mixed; boundary=\"----=_b\"", Parts("----=_b", "Content-Type: text/plain; charset=utf-8\n\n" + text, headers + "\nContent-Transfer-Encoding: base64\n\n" + base64 + "\n"));

    private static string Parts(string boundary, params string[] parts) => string.Concat(parts.Select(p => $"--{boundary}\n{p}")) + $"--{boundary}--\n";

    private string Word() => string.Concat(Enumerable.Range(0, _random.Next(2, 12)).Select(_ => Letters[_random.Next(Letters.Length)]));

    private string Sentence() => string.Join(' ', Enumerable.Range(0, _random.Next(3, 12)).Select(_ => Word()));

    private byte[] Bytes(int max)
    {
        var bytes = new byte[_random.Next(1, max)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] In(string charset, string text) => Encoding.GetEncoding(charset).GetBytes(text.ReplaceLineEndings("\r\n"));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks) + "\n";

    private static string Quoted(string text) => string.Concat(text.Select(c => c is '\n' or (> ' ' and < '\x7F' and not '=') or ' ' ? $"{c}" : Percent($"{c}", '=')));

    private static string Percent(string text, char sign) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => $"{sign}{b:X2}"));

    private static string EncodedWord(string text) => string.Join("\n ", text.Chunk(12).Select(c => "=?utf-8?B?" + Convert.ToBase64String(Encoding.UTF8.GetBytes(c)) + "?="));

    private static string SplitInLetter(string text)
    {
        var bytes = Encoding.UTF8.GetBytes("ā" + text);
        return "=?utf-8?B?" + Convert.ToBase64String(bytes[..1]) + "?=\n =?utf-8?B?" + Convert.ToBase64String(bytes[1..Math.Min(40, bytes.Length)]) + "?="
            + (bytes.Length > 40 ? "\n =?utf-8?B?" + Convert.ToBase64String(bytes[40..]) + "?=" : "");
    }

    private static string Rfc2231(string name)
    {
        var encoded = Percent(name, '%');
        var pieces = encoded.Chunk(30).Select(c => new string(c)).ToList();
        return string.Join(";\n ", pieces.Select((p, i) => $"filename*{i}*={(i == 0 ? "utf-8''" : "")}{p}"));
    }
}
