using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Benchmarks.Intake;

/// <param name="Name">Part of the figure's name.</param>
/// <param name="Count">Different mails.</param>
/// <param name="Note">What they are.</param>
/// <param name="Write">The mail of a number; the same number gives the same bytes.</param>
internal sealed record MailMix(string Name, int Count, string Note, Func<int, byte[]> Write);

/// <summary>Mails as a public mailbox gets them, from one seed.</summary>
internal static class SampleMails
{
    public static IReadOnlyList<MailMix> Mixes { get; } =
    [
        new("letters", 500, "Letters of residents: text, every second with HTML, a quoted thread, ten to thirty headers of servers on the way, no files.", i => Write(i, files: 0, kilobytes: 0)),
        new("applications", 200, "The same with a signed container of 40 KB and a scan of 120 KB, base64.", i => Write(i, files: 2, kilobytes: 40)),
        new("photos", 40, "Three photographs of 2 MB each.", i => Write(i, files: 3, kilobytes: 2048)),
    ];

    private static byte[] Write(int number, int files, int kilobytes)
    {
        var random = new Random(20261122 + number);
        var text = string.Concat(Enumerable.Range(0, random.Next(3, 20)).Select(_ => "Lūdzu piešķirt aprūpi mājās, jo pēc slimnīcas pati vairs netieku galā ar ikdienas darbiem.\r\n"));
        var mail = MimeWriter.Write(new OutgoingMail
        {
            OperationId = $"{number}",
            MessageId = $"m{number}@inbox.example",
            From = new MailAddress("Anna Paraudziņa-Šķēle", $"anna{number}@inbox.example"),
            To = [new MailAddress("Sociālais dienests", "soc.dienests@smiltene.example")],
            Subject = "Re: Iesniegums par aprūpi mājās, papildu dokumenti",
            Text = text + "\r\n> " + text.Replace("\r\n", "\r\n> ", StringComparison.Ordinal),
            Html = number % 2 == 0 ? $"<html><body><div style=\"color:black\">{text.Replace("\r\n", "<br>", StringComparison.Ordinal)}</div></body></html>" : null,
            InReplyTo = $"r{number}@smiltene.example",
            References = [$"a{number}@inbox.example", $"r{number}@smiltene.example"],
            Date = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.FromHours(2)),
            Attachments = [.. Enumerable.Range(0, files).Select(f => new OutgoingAttachment(f == 0 ? "Iesniegums par aprūpi.edoc" : $"izziņa {f}.pdf", f == 0 ? "application/vnd.etsi.asic-e+zip" : "application/pdf", Bytes(random, kilobytes * (files == 2 && f == 1 ? 3 : 1))))],
        });
        var trace = string.Concat(Enumerable.Range(0, random.Next(10, 30)).Select(h => $"Received: from relay{h}.inbox.example (relay{h}.inbox.example [192.0.2.{h}])\r\n\tby mx{h}.smiltene.example with ESMTPS id {random.Next():x8}\r\n\tfor <soc.dienests@smiltene.example>; Sun, 22 Nov 2026 10:00:{h:00} +0200\r\n"));
        return [.. Encoding.ASCII.GetBytes(trace), .. mail];
    }

    private static byte[] Bytes(Random random, int kilobytes)
    {
        var bytes = new byte[kilobytes * 1024];
        random.NextBytes(bytes);
        return bytes;
    }
}
