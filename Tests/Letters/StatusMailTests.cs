using System.Net;
using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Letters.Templates;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Letters;

public sealed class StatusMailTests
{
    private static readonly NoticeChannelRule Post = Channel("post", "Jūsu pasta adresi");

    public static TheoryData<string, StatusMailKind> Mails
    {
        get
        {
            var mails = new TheoryData<string, StatusMailKind>();
            foreach (var kind in Enum.GetValues<StatusMailKind>())
            {
                mails.Add("smiltene", kind);
                mails.Add("iecava", kind);
            }

            return mails;
        }
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void Compose_EveryKind_ReadsAsApproved(string pack, StatusMailKind kind)
    {
        var mail = Compose(pack, kind);

        Approval.Verify($"mail-{pack}-{kind.ToString().ToLowerInvariant()}", $"Subject: {mail.Subject}\n\n{mail.Text}");
    }

    public static TheoryData<string> Packs => ["smiltene", "iecava"];

    [Theory]
    [MemberData(nameof(Packs))]
    public void Compose_SeveralThingsAtOnce_ReadsAsApproved(string pack)
    {
        var mail = StatusMail.Compose(LetterSamples.Templates(pack), [StatusMailKind.DocumentsRequested, StatusMailKind.TermExtended, StatusMailKind.DecisionSent], Data());

        Approval.Verify($"mail-{pack}-several", $"Subject: {mail.Subject}\n\n{mail.Text}");
    }

    [Theory]
    [InlineData(StatusMailKind.TermExtended, StatusMailKind.DocumentsRequested, false)]
    [InlineData(StatusMailKind.PlaceOffered, StatusMailKind.TermMoved, false)]
    [InlineData(StatusMailKind.DecisionSent, StatusMailKind.TermMoved, false)]
    [InlineData(StatusMailKind.TermExtended, StatusMailKind.TermMoved, true)]
    [InlineData(StatusMailKind.TermExtended, StatusMailKind.OwnTermMoved, false)]
    public void Compose_BesideWhatAsksSomething_NeverSaysThatNothingIsToBeDone(StatusMailKind one, StatusMailKind other, bool says) =>
        StatusMail.Compose(LetterSamples.Templates(), [one, other], Data()).Text.Contains("nekas nav jādara", StringComparison.Ordinal).ShouldBe(says);

    /// <summary>The term is ours and longer, the day is theirs and later: what they have to do stays said.</summary>
    [Fact]
    public void Compose_ExtensionAndTheirOwnDayMoved_SaysWhatIsToBeDone()
    {
        var mail = StatusMail.Compose(LetterSamples.Templates(), [StatusMailKind.TermExtended, StatusMailKind.OwnTermMoved], Data());

        mail.Text.ShouldContain("izdariet to līdz jaunajai dienai");
        mail.Text.ShouldContain("Izdariet vēstulē prasīto līdz jaunajai dienai.");
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public void Compose_Neutral_ReadsAsApprovedAndSoDoesItsHtml(string pack)
    {
        var mail = StatusMail.ComposeNeutral(LetterSamples.Templates(pack));

        Approval.Verify($"mail-{pack}-neutral", $"Subject: {mail.Subject}\n\n{mail.Text}\n{mail.Html}");
    }

    [Theory]
    [InlineData("smiltene", true)]
    [InlineData("smiltene", false)]
    [InlineData("iecava", true)]
    public void Compose_SignedNotice_ReadsAsApproved(string pack, bool contestable)
    {
        var mail = NoticeMail.Compose(
            LetterSamples.Templates(pack), LetterSamples.Institution, "SD-2026/17", "L-2026/9", new DateOnly(2026, 6, 30), contestable ? new DateOnly(2026, 7, 30) : null, isOwnInitiative: false);

        Approval.Verify($"mail-{pack}-signed-notice{(contestable ? "" : "-final")}", $"Subject: {mail.Subject}\n\n{mail.Text}");
    }

    [Fact]
    public void Compose_SeveralTelephones_KeepsEachNumberOnOneLine()
    {
        var data = Data() with { Institution = LetterSamples.Institution with { Phone = "+371 64707865, +371 26362282" } };

        StatusMail.Compose(LetterSamples.Templates(), StatusMailKind.Receipt, data).Text
            .ShouldContain("+371\u00a064707865, +371\u00a026362282");
    }

    [Fact]
    public void Compose_Receipt_HtmlReadsAsApproved() =>
        Approval.Verify("mail-smiltene-receipt-html", Compose("smiltene", StatusMailKind.Receipt).Html);

    [Theory]
    [MemberData(nameof(Mails))]
    public void Compose_EveryKind_TextAndHtmlSayTheSame(string pack, StatusMailKind kind)
    {
        var mail = Compose(pack, kind);

        var body = mail.Html[mail.Html.IndexOf("<main", StringComparison.Ordinal)..];
        var shown = WebUtility.HtmlDecode(Regex.Replace(body, "<[^>]+>", " ", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Words(shown).ShouldBe(Words(mail.Text));
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void Compose_EveryKind_HtmlIsAccessibleAndFetchesNothing(string pack, StatusMailKind kind)
    {
        var html = Compose(pack, kind).Html;

        html.ShouldContain("<html lang=\"lv\">");
        Regex.Count(html, "<h1[ >]", RegexOptions.None, TimeSpan.FromSeconds(5)).ShouldBe(1);
        html.ShouldNotContain("src=");
        html.ShouldNotContain("url(");
        html.ShouldNotContain("<link");
        html.ShouldContain("color:#1a1a1a");
    }

    /// <summary>The data record has no place for sensitive words, so a template is the only way in; this plants them in every fact of the letters and looks at every mail.</summary>
    [Theory]
    [MemberData(nameof(Mails))]
    public void Compose_EveryKind_SaysNothingSensitive(string pack, StatusMailKind kind)
    {
        string[] planted =
        [
            "Aprūpe", "pakalpojum", "Šķēle", "000226", "invalid", "veselīb", "ienākum", "trūcīg", "piešķir", "attei", "rindā", "krīz", "patvers", "grupu", "asistent",
            "diagnoz", "pabalst", "iemesls", "maks",
        ];

        var mail = Compose(pack, kind);

        foreach (var part in new[] { mail.Subject, mail.Text, mail.Html[mail.Html.IndexOf("<h1", StringComparison.Ordinal)..] })
        {
            var visible = Regex.Replace(part, "<[^>]+>", " ", RegexOptions.None, TimeSpan.FromSeconds(5));
            planted.Where(p => visible.Contains(p, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(visible);
        }
    }

    [Fact]
    public void StatusMailData_Properties_AreOnlyTheNeutralOnes() =>
        typeof(StatusMailData).GetProperties().Where(p => p.GetMethod!.IsPublic).Select(p => p.Name).Order()
            .ShouldBe(["Channel", "Institution", "Lines", "Link", "Number"]);

    [Theory]
    [InlineData("Ērika Šķēle")]
    [InlineData("Aprūpe mājās")]
    [InlineData("SD 2026 17")]
    [InlineData("bez cipara")]
    [InlineData("SD-2026/17\r\nBcc: x@example.org")]
    [InlineData("SD-2026/17\n")]
    [InlineData("")]
    public void Number_NotANumber_IsRefusedWithoutRepeatingIt(string number)
    {
        var refused = Should.Throw<ArgumentException>(() => new StatusMailData { Number = number, Institution = LetterSamples.Institution });

        (number.Length == 0 || !refused.Message.Contains(number, StringComparison.Ordinal)).ShouldBeTrue();
    }

    [Fact]
    public void Compose_HandedOverAtCounter_NamesNoChannel()
    {
        var data = Data() with { Channel = Channel("hand", "klātienē") };

        StatusMail.Compose(LetterSamples.Templates(), StatusMailKind.DecisionSent, data).Text
            .ShouldContain("Vēstuli varat saņemt Smiltenes novada Sociālajā dienestā.");
    }

    [Fact]
    public void Compose_TemplateWithoutSubject_NamesTheFile()
    {
        var texts = LetterSamples.TemplateTexts("smiltene");
        texts["mail/receipt"] = "Labdien!";

        Should.Throw<LetterTemplateException>(() => StatusMail.Compose(LetterTemplates.Compile(texts), StatusMailKind.Receipt, Data()))
            .Message.ShouldContain("templates/mail/receipt.hbs");
    }

    private static StatusMail Compose(string pack, StatusMailKind kind) => StatusMail.Compose(LetterSamples.Templates(pack), kind, kind switch
    {
        StatusMailKind.StatusLink => Data() with { Link = "https://statuss.example/status/AbCd_1" },
        StatusMailKind.StatusAnswer => Data() with { Lines = ["Mēs gatavojam Jums atbildi.", "Mēs pieņemsim lēmumu līdz 2026. gada 30. jūnijam."], Link = "https://statuss.example/status/AbCd_1" },
        _ => Data(),
    });

    private static StatusMailData Data() => new() { Number = "SD-2026/17", Institution = LetterSamples.Institution, Channel = Post };

    private static NoticeChannelRule Channel(string id, string sentTo) =>
        new() { Id = id, Name = id, EnglishName = id, EasyName = id, SentTo = sentTo, NotifiedUnit = "calendar-day", NotifiedDays = 8, Source = "test" };

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
