using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

/// <summary>Latvian letters come out right under any label, or stay as they came.</summary>
public sealed class CharsetTests
{
    private const string Latvian = "Lūdzu piešķirt aprūpi mājās; ģimenes ārsta izziņa ir pielikumā. Ņikita Žagariņš, Čiekurkalns";

    [Theory]
    [InlineData("windows-1257", "windows-1257", false)]
    [InlineData("iso-8859-13", "iso-8859-13", false)]
    [InlineData("iso-8859-4", "iso-8859-4", false)]
    [InlineData("windows-1257", "iso-8859-13", false)]
    [InlineData("windows-1257", "iso-8859-1", true)]
    [InlineData("windows-1257", "windows-1252", true)]
    [InlineData("windows-1257", "latin1", true)]
    [InlineData("windows-1257", "us-ascii", true)]
    [InlineData("windows-1257", "utf-8", true)]
    [InlineData("windows-1257", "", true)]
    [InlineData("windows-1257", "x-nezinu", true)]
    [InlineData("utf-8", "windows-1257", true)]
    [InlineData("utf-8", "iso-8859-1", true)]
    [InlineData("utf-8", "us-ascii", true)]
    [InlineData("utf-16", "utf-16", false)]
    public void B25_LatvianUnderALabel_IsRight(string written, string label, bool guessed)
    {
        RawMail.Bytes("");
        var head = $"From: a@b.lv\r\nDate: Mon, 5 Jan 2026 10:00:00 +0200\r\nContent-Type: text/plain{(label.Length == 0 ? "" : $"; charset={label}")}\r\n"
            + (written == "utf-16" ? "Content-Transfer-Encoding: base64\r\n\r\n" : "\r\n");
        var text = Encoding.GetEncoding(written).GetBytes(Latvian);
        byte[] body = written == "utf-16" ? Encoding.ASCII.GetBytes(Convert.ToBase64String(text)) : text;

        var mail = MimeReader.Read((byte[])[.. Encoding.ASCII.GetBytes(head), .. body]);

        mail.TextBody.ShouldBe(Latvian);
        mail.Defects.Any(d => d.Kind == MailDefectKind.CharsetGuessed).ShouldBe(guessed);
    }

    [Theory]
    [InlineData("Café, très bien, à bientôt, garçon, œuvre, où, île")]
    [InlineData("Für Öffnungszeiten siehe Straße, schöne Grüße")]
    [InlineData("Señor, mañana, corazón, está, ¿qué?")]
    [InlineData("Året är långt; smörgås, æøå")]
    [InlineData("Perché però così già più")]
    [InlineData("São Paulo, informação, você, também, três")]
    public void B25_WesternTextUnderItsLabel_StaysWestern(string text)
    {
        RawMail.Bytes("");
        var mail = MimeReader.Read((byte[])[.. "From: a@b.lv\r\nContent-Type: text/plain; charset=windows-1252\r\n\r\n"u8, .. Encoding.GetEncoding("windows-1252").GetBytes(text)]);

        mail.TextBody.ShouldBe(text);
    }

    [Theory]
    [InlineData("=?utf-8?B?SWVzbmll")]
    [InlineData("=?utf-8?B?")]
    [InlineData("=?utf-8?X?abc?=")]
    [InlineData("=??B?abc?=")]
    public void B25_CutOrDamagedWord_StaysAsItCame(string subject) => RawMail.WithHeader("Subject: " + subject).Subject.ShouldBe(subject);

    [Fact]
    public void B25_WordCutInsideALetter_IsJoinedWithTheNext()
    {
        var mail = RawMail.WithHeader("Subject: =?utf-8?Q?iesniegums_p=C4?=\n =?utf-8?Q?=81rsk=C4=81?=");

        mail.Subject.ShouldBe("iesniegums pārskā");
    }
}
