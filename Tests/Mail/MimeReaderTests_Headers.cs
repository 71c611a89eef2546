using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

public sealed class MimeReaderTests_Headers
{
    private const string Latvian = "āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ";

    public static TheoryData<string> Charsets => ["utf-8", "windows-1257", "iso-8859-13", "iso-8859-4", "cp775"];

    [Theory]
    [MemberData(nameof(Charsets))]
    public void Read_LatvianInBase64Word_IsRight(string charset)
    {
        var word = $"=?{charset}?B?{Convert.ToBase64String(RawMail.Bytes(Latvian, charset))}?=";

        RawMail.WithHeader("Subject: " + word).Subject.ShouldBe(Latvian);
    }

    [Theory]
    [MemberData(nameof(Charsets))]
    public void Read_LatvianInQWord_IsRight(string charset)
    {
        var q = string.Concat(RawMail.Bytes(Latvian, charset).Select(b => b == ' ' ? "_" : $"={b:X2}"));

        RawMail.WithHeader($"Subject: =?{charset.ToUpperInvariant()}?q?{q}?=").Subject.ShouldBe(Latvian);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("windows-1257", true)]
    public void Read_RawEightBitSubject_IsGuessedRight(string charset, bool flagged)
    {
        var mail = MimeReader.Read(RawMail.Bytes($"From: a@b.lv\nDate: Mon, 5 Jan 2026 10:00:00 +0200\nSubject: {Latvian}\n\n.", charset));

        mail.Subject.ShouldBe(Latvian);
        mail.Defects.Any(d => d.Kind == MailDefectKind.CharsetGuessed).ShouldBe(flagged);
    }

    [Fact]
    public void Read_MultibyteSplitBetweenAdjacentWords_IsJoined()
    {
        var bytes = Encoding.UTF8.GetBytes("Šūpoles");
        var first = Convert.ToBase64String(bytes[..1]);
        var second = Convert.ToBase64String(bytes[1..]);

        RawMail.WithHeader($"Subject: =?utf-8?B?{first}?=\n =?UTF-8?B?{second}?= un =?utf-8?Q?=C4=81?= b").Subject.ShouldBe("Šūpoles un ā b");
    }

    [Theory]
    [InlineData("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab")]
    [InlineData("=?utf-8?Q?a?= b", "a b")]
    [InlineData("=?utf-8?Q?a=20?=\n =?utf-8*lv?Q?b?=", "a b")]
    [InlineData("x=?utf-8?Q?=C4=81?=y", "xāy")]
    [InlineData("=?utf-8?Q?jā, nē?=", "jā, nē")]
    [InlineData("=?utf-8?X?a?=", "=?utf-8?X?a?=")]
    [InlineData("=??Q?a?=", "=??Q?a?=")]
    [InlineData("=?", "=?")]
    [InlineData("a =?utf-8?B?=?= b", "a  b")]
    [InlineData("ievads\n\tturpinās", "ievads\tturpinās")]
    [InlineData("=?utf-8?Q?a=0D=0ABcc:_x=40y.lv?=", "a  Bcc: x@y.lv")]
    public void Read_SubjectForms_AreDecoded(string raw, string expected) => RawMail.WithHeader("Subject: " + raw).Subject.ShouldBe(expected);

    [Theory]
    [InlineData("a@b.lv", null, "a@b.lv")]
    [InlineData("<a@b.lv>", null, "a@b.lv")]
    [InlineData("Anna Bērziņa <a@b.lv>", "Anna Bērziņa", "a@b.lv")]
    [InlineData("\"Bērziņa, \\\"Anna\\\"\" <a@b.lv>", "Bērziņa, \"Anna\"", "a@b.lv")]
    [InlineData("Bērziņa, Anna <a@b.lv>", "Bērziņa, Anna", "a@b.lv")]
    [InlineData("=?utf-8?Q?B=C4=93rzi=C5=86a,_Anna?= <a@b.lv>", "Bērziņa, Anna", "a@b.lv")]
    [InlineData("=?utf-8?Q?Anna: a, b (c)?= <a@b.lv>", "Anna: a, b (c)", "a@b.lv")]
    [InlineData("a@b.lv (Anna (māte))", "Anna (māte)", "a@b.lv")]
    [InlineData("Anna <@x.lv,@y.lv:a@b.lv>", "Anna", "a@b.lv")]
    [InlineData("Anna <a @ b . lv>", "Anna", "a@b.lv")]
    [InlineData("Anna <a@b.lv", "Anna", "a@b.lv")]
    [InlineData("\"a b\"@b.lv", null, "\"a b\"@b.lv")]
    [InlineData("mailto:a@b.lv", null, "a@b.lv")]
    public void Read_AddressForms_GiveNameAndAddress(string raw, string? name, string address) =>
        RawMail.WithHeader("To: " + raw).To.ShouldHaveSingleItem().ShouldBe(new MailAddress(name, address));

    [Fact]
    public void Read_GroupAndList_GivesTheMembers()
    {
        var mail = RawMail.WithHeader("To: Kolēģi: a@b.lv, Anna <c@d.lv>;, e@f.lv\nCc: undisclosed-recipients:;");

        mail.To.Select(a => a.Address).ShouldBe(["a@b.lv", "c@d.lv", "e@f.lv"]);
        mail.Cc.ShouldBeEmpty();
        mail.Defects.ShouldContain(new MailDefect(MailDefectKind.AddressGroup, "header To"));
    }

    [Fact]
    public void Read_ForgottenComma_GivesBothAddresses() =>
        RawMail.WithHeader("To: Anna <a@b.lv> =?utf-8?q?=2C?=\n Juris <c@d.lv> x").To.Select(a => a.Address).ShouldBe(["a@b.lv", "c@d.lv"]);

    [Theory]
    [InlineData("Mon, 5 Jan 2026 10:00:00 +0200", "2026-01-05T10:00:00+02:00")]
    [InlineData("5 Jan 2026 10:00 GMT", "2026-01-05T10:00:00+00:00")]
    [InlineData("Mon, 05 January 2026 10:00:00 +0200 (EET)", "2026-01-05T10:00:00+02:00")]
    [InlineData("Fri, 21 Nov 97 09:55:06 -0600", "1997-11-21T09:55:06-06:00")]
    [InlineData("Mon, 5 Jan 2026 10:00:00 EEST", "2026-01-05T10:00:00+03:00")]
    [InlineData("2026-01-05T10:00:00+02:00", "2026-01-05T10:00:00+02:00")]
    [InlineData("Tue, 19 Jan 2038 03:14:08 +1400", "2038-01-19T03:14:08+14:00")]
    [InlineData("Thu, 1 Jan 1970 00:00:00 -0000", "1970-01-01T00:00:00+00:00")]
    public void Read_DateForms_AreRead(string raw, string expected) =>
        MimeReader.Read(RawMail.Bytes($"From: a@b.lv\nDate: {raw}\n\n")).Date.ShouldBe(DateTimeOffset.Parse(expected));

    [Theory]
    [InlineData("rīt")]
    [InlineData("31 Feb 2026 10:00:00 +0200")]
    [InlineData("5 Jan 2026 25:00:00 +0200")]
    public void Read_ImpossibleDate_IsNullAndNamed(string raw)
    {
        var mail = MimeReader.Read(RawMail.Bytes($"From: a@b.lv\nDate: {raw}\n\n"));

        mail.Date.ShouldBeNull();
        mail.Defects.ShouldContain(d => d.Kind == MailDefectKind.InvalidDate);
    }

    [Fact]
    public void Read_ThreadHeaders_KeepOrderWithoutBrackets()
    {
        var mail = RawMail.WithHeader("Message-ID: <m@x>\nIn-Reply-To: <b@x>\nReferences: <a@x>\n <b@x>\t<c\n @x>");

        mail.MessageId.ShouldBe("m@x");
        mail.References.ShouldBe(["a@x", "b@x", "c@x"]);
        ThreadReferences.Of(mail).ShouldBe(["b@x", "a@x", "c@x"]);
    }

    [Fact]
    public void Read_JunkLineAmongHeaders_KeepsTheHeadersAfterIt()
    {
        var mail = RawMail.Read("From: a@b.lv\nšī rinda nav galvene\nSubject: Iesniegums\n\nteksts");

        mail.Subject.ShouldBe("Iesniegums");
        mail.TextBody.ShouldBe("teksts");
        mail.Defects.ShouldContain(d => d.Kind == MailDefectKind.MalformedHeader);
    }

    [Fact]
    public void Header_AnyCase_GivesDecodedFirst()
    {
        var mail = RawMail.WithHeader("X-Zīme: a\nX-Note: =?utf-8?Q?=C4=81?=\nX-Note: otrs");

        mail.Header("x-note").ShouldBe("ā");
        mail.Headers.All("X-NOTE").ShouldBe(["ā", "otrs"]);
    }
}
