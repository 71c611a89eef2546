using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

/// <summary>Mails written as a sender's program would, right or wrong.</summary>
internal static class RawMail
{
    static RawMail() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>"\n" in the text becomes CRLF.</summary>
    public static byte[] Bytes(string text, string encoding = "utf-8") =>
        Encoding.GetEncoding(encoding == "cp775" ? "ibm775" : encoding).GetBytes(text.ReplaceLineEndings("\r\n"));

    public static MailMessage Read(string text, MimeLimits? limits = null) => MimeReader.Read(Bytes(text), limits);

    public static MailMessage WithHeader(string header) => Read($"From: a@example.lv\nDate: Mon, 5 Jan 2026 10:00:00 +0200\n{header}\n\nteksts\n");

    /// <summary>A mail of ours, valid by default.</summary>
    public static OutgoingMail Outgoing(string operationId = "case-1/receipt/1") => new()
    {
        OperationId = operationId,
        From = new MailAddress("Smiltenes novada Sociālais dienests", "soc.dienests@smiltene.example"),
        To = [new MailAddress("Ģirts Šķēle-Ņikuļins", "girts@example.lv")],
        Subject = "Iesniegums Nr. 2026/17 ir saņemts un reģistrēts",
        Text = "Labdien!\n\nIesniegums Nr. 2026/17 ir saņemts un reģistrēts.\n.\n.. punkts\nFrom tagad\n",
        Html = "<p>Labdien!</p><p>Iesniegums Nr. 2026/17 ir saņemts un reģistrēts.</p>",
        MessageId = "receipt.1@smiltene.example",
        Date = new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.FromHours(2)),
    };
}
