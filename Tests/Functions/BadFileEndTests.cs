using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>More of the list of bad inputs through the whole product: files that arrive with an application.</summary>
public sealed class BadFileEndTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Theory]
    [InlineData("word/_rels/settings.xml.rels", "<Relationships><Relationship Type=\"x/attachedTemplate\" Target=\"https://x.example/a.dotm\" TargetMode=\"External\"/></Relationships>", "a.docx")]
    [InlineData("word/document.xml", "<w:document><w:instrText>DDEAUTO c:\\\\x cmd</w:instrText></w:document>", "b.docx")]
    [InlineData("xl/externalLinks/_rels/externalLink1.xml.rels", "<Relationships><Relationship Id=\"r\" Type=\"x/externalLinkPath\" Target=\"https://x.example/a.xlsx\" TargetMode=\"External\"/></Relationships>", "c.xlsx")]
    [InlineData("xl/connections.xml", "<connections><connection id=\"1\" type=\"4\"><webPr url=\"https://x.example/\"/></connection></connections>", "e.xlsx")]
    [InlineData("word/vbaProject.bin", "x", "d.docx")]
    public async Task B52_DocumentThatReachesOut_IsInTheCaseBlockedAndHandedOutToNobody(string part, string xml, string name)
    {
        await using var house = await StartAsync();
        var mail = Residents.Application("reaches", At);
        var kind = name.EndsWith("xlsx", StringComparison.Ordinal) ? "xl/workbook.xml" : "word/styles.xml";
        var document = Zips.Of(("[Content_Types].xml", "<Types/>"u8.ToArray()), (kind, "<x/>"u8.ToArray()), (part, Encoding.UTF8.GetBytes(xml)));

        var reference = await house.OpenCaseAsync(mail with { Attachments = [.. mail.Attachments, new OutgoingAttachment(name, "application/octet-stream", document)] });

        var file = (await house.StateAsync(reference)).Files.Single(f => f.Name == name);
        file.Blocked.ShouldBeTrue();
        file.Remarks!.ShouldHaveSingleItem().ShouldBeOneOf("external-content", "macro");
        using var browser = await house.BrowseAsync(house.Person(Roles.Head));
        (await browser.GetAsync($"/cases/{reference.CaseId}/files/{file.FileId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("parole.pdf", "<< /Encrypt 9 0 R /Root 1 0 R >>", "encrypted-document", false)]
    [InlineData("skripts.pdf", "<< /S /JavaScript /JS (x) >>", "pdf-script", false)]
    [InlineData("fails.pdf", "<< /Type /EmbeddedFile >>", "pdf-files", false)]
    [InlineData("palaiz.pdf", "<< /S /Launch /F (x) >>", "pdf-launch", true)]
    [InlineData("xfa.pdf", "<< /AcroForm << /XFA 3 0 R >> >>", "pdf-dynamic-form", false)]
    [InlineData("nulle.pdf", "1 0 obj << /Type /Pages /Count 0 >> endobj", "pdf-without-pages", false)]
    [InlineData("daudz.pdf", "1 0 obj << /Type /Pages /Count 20000 >> endobj", "pdf-oversize", false)]
    [InlineData("liela.pdf", "<< /MediaBox [0 0 28346 28346] >>", "pdf-oversize", false)]
    public async Task B53_PdfOfEachKind_EndsAsDefined(string name, string body, string remark, bool isBlocked)
    {
        await using var house = await StartAsync();
        var mail = Residents.Application("pdf", At);

        var reference = await house.OpenCaseAsync(mail with { Attachments = [.. mail.Attachments, new OutgoingAttachment(name, "application/pdf", Encoding.ASCII.GetBytes($"%PDF-1.7\n{body}\n%%EOF"))] });

        (await house.StateAsync(reference)).Files.Single(f => f.Name == name)
            .ShouldSatisfyAllConditions(f => f.Remarks!.ShouldContain(remark), f => f.Blocked.ShouldBe(isBlocked));
    }

    public static TheoryData<string, byte[], string> OddPictures => new()
    {
        { "200mp.jpg", Pictures.Jpeg(20_000, 10_000, 5_000_000), "picture-oversize" },
        { "16bit.tif", Pictures.Tiff(2480, 3508, 1, 16, isLittle: true), "picture-to-convert" },
        { "lapas.tif", Pictures.Tiff(2480, 3508, 4, 8, isLittle: false), "picture-several-pages" },
        { "kustas.gif", Pictures.Gif(3), "picture-several-pages" },
        { "foto.png", Pictures.Jpeg(3000, 4000, 900_000), "other-than-named" },
        { "a.avif", Convert.FromHexString("00000018667479706176696600000000"), "picture-to-convert" },
        { "a.webp", Convert.FromHexString("524946460000000057454250"), "picture-to-convert" },
    };

    [Theory]
    [MemberData(nameof(OddPictures))]
    public async Task B55_OddPicture_IsInTheCaseAndStaffAreToldBeforeTheyOpenIt(string name, byte[] picture, string remark)
    {
        await using var house = await StartAsync();
        var mail = Residents.Application("picture", At);

        var reference = await house.OpenCaseAsync(mail with { Attachments = [.. mail.Attachments, new OutgoingAttachment(name, "image/jpeg", picture)] });

        var file = (await house.StateAsync(reference)).Files.Single(f => f.Name == name);
        (file.Blocked, file.Remarks!.Contains(remark)).ShouldBe((false, true));
        using var browser = await house.BrowseAsync(house.Person(Roles.Worker));
        (await browser.ReadAsync($"/cases/{reference.CaseId}")).ShouldContain(UiTexts.Latvian.Word("file", remark));
    }

    [Fact]
    public async Task B55_Jfif_IsAnOrdinaryPhotograph()
    {
        await using var house = await StartAsync();
        var mail = Residents.Application("jfif", At);

        var reference = await house.OpenCaseAsync(mail with { Attachments = [.. mail.Attachments, new OutgoingAttachment("foto.jfif", "image/jpeg", Pictures.Jpeg(3000, 4000, 900_000))] });

        (await house.StateAsync(reference)).Files.Single(f => f.Name == "foto.jfif").Remarks.ShouldBeNull();
    }

    [Fact]
    public async Task B56_PhotosOfOneDocument_InTheOrderSentEachWithWhatIsWrongWithIt()
    {
        await using var house = await StartAsync();
        var mail = Residents.Application("photos", At);
        OutgoingAttachment[] photos =
        [
            .. Enumerable.Range(1, 11).Select(i => new OutgoingAttachment($"IMG_{i}.jpg", "image/jpeg", Pictures.Jpeg(3000, 4000, 900_000 + i))),
            new("IMG_12.jpg", "image/jpeg", Pictures.Jpeg(3000, 4000, 900_000, orientation: 6)),
            new("IMG_13.jpg", "image/jpeg", Pictures.Jpeg(3000, 4000, 60_000)),
            new("IMG_14.jpg", "image/jpeg", Pictures.Jpeg(320, 240, 9_000)),
        ];

        var reference = await house.OpenCaseAsync(mail with { Attachments = [.. mail.Attachments, .. photos] });

        var files = (await house.StateAsync(reference)).Files.Where(f => f.Name.StartsWith("IMG_", StringComparison.Ordinal)).ToList();
        files.Select(f => f.Name).ShouldBe(Enumerable.Range(1, 14).Select(i => $"IMG_{i}.jpg"));
        files.Take(11).ShouldAllBe(f => f.Remarks == null);
        files.Skip(11).Select(f => f.Remarks!.Single()).ShouldBe(["picture-turned", "picture-blank", "picture-small"]);
    }

    [Fact]
    public async Task B58_HundredAndOneFilesWithEveryAwkwardName_AllStoredUnderOurIdsAndShownEscaped()
    {
        await using var house = await StartAsync();
        var mail = Residents.Application("names", At);
        string[] names = ["CON", "aux.pdf", ".pdf", "..", "🙂.pdf", "labi\u202Efdp.exe.pdf", "mīk\u00ADsts.pdf", "a\u0304bols.pdf", new string('ā', 400) + ".pdf", "<script>alert(1)</script>.pdf"];
        var files = Enumerable.Range(0, 101).Select(i => new OutgoingAttachment(i < names.Length ? names[i] : $"lapa {i}.pdf", "application/pdf", Encoding.ASCII.GetBytes($"%PDF-1.4 {i}")));

        var reference = await house.OpenCaseAsync(mail with { Attachments = [.. mail.Attachments, .. files] });

        var stored = (await house.StateAsync(reference)).Files.Where(f => f.InsideOf is null && f.Name != "Iesniegums.edoc").ToList();
        (stored.Count, stored.Select(f => f.FileId).Distinct().Count()).ShouldBe((101, 101));
        stored.ShouldAllBe(f => f.Name.Length > 0 && f.Name.Length <= 255 && f.Name != ".." && !f.Name.Any(char.IsControl) && !f.Name.Contains('\u202E'));
        using var browser = await house.BrowseAsync(house.Person(Roles.Worker));
        var page = await browser.GetAsync($"/cases/{reference.CaseId}");
        (await page.Content.ReadAsStringAsync()).ShouldNotContain("<script>alert");
    }

    /// <summary>Somebody else's paper: out of the case's papers, closed to everybody, on record with the reason, and only the head can take that back.</summary>
    [Fact]
    public async Task B61_SomebodyElsesPaper_IsSetAsideOnRecord()
    {
        await using var house = await StartAsync();
        var mail = Residents.Application("foreign", At);
        var reference = await house.OpenCaseAsync(mail with { Attachments = [.. mail.Attachments, new OutgoingAttachment("kaimiņa pase.pdf", "application/pdf", "%PDF-1.4 kaiminš"u8.ToArray())] });
        var file = (await house.StateAsync(reference)).Files.Single(f => f.Name == "kaimiņa pase.pdf");
        var (page, download) = ($"/cases/{reference.CaseId}", $"/cases/{reference.CaseId}/files/{file.FileId}");
        using var worker = await house.BrowseAsync(house.Person(Roles.Worker));
        using var head = await house.BrowseAsync(house.Person(Roles.Head));
        (await worker.GetAsync(download)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await SendAsync(worker, page, "SetAside", house, reference, file, "jā")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await house.StateAsync(reference)).Files.Single(f => f.FileId == file.FileId).IsSetAside.ShouldBeFalse();
        (await SendAsync(worker, page, "SetAside", house, reference, file, "Kaimiņa pase, pielikta kļūdas dēļ.")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await worker.GetAsync(download)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.GetAsync(download)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var fact = (await house.ReadAsync(reference)).Entries.Select(e => e.Event).OfType<FileSetAside>().ShouldHaveSingleItem();
        (fact.By, fact.Reason).ShouldBe((house.Person(Roles.Worker).Id, "Kaimiņa pase, pielikta kļūdas dēļ."));
        (await worker.ReadAsync(page)).ShouldContain("Nodalīts: svešs vai nevajadzīgs dokuments.");

        await SendAsync(head, page, "Release", house, reference, file, "Pārbaudīju: dokuments vajadzīgs.");
        (await worker.GetAsync(download)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await SendAsync(worker, page, "SetAside", house, reference, file, "Tomēr nav vajadzīgs šai lietai.");
        (await worker.GetAsync(download)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>A paper inside a signed container is in the container, too.</summary>
    [Fact]
    public async Task B61_PaperInsideAContainer_TheContainerIsClosedWithItAndTheOtherPapersStay()
    {
        await using var house = await StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("inside", At));
        var files = (await house.StateAsync(reference)).Files;
        var paper = files.Single(f => f.Name == "izzina_par_ienakumiem.pdf");
        using var worker = await house.BrowseAsync(house.Person(Roles.Worker));

        (await SendAsync(worker, $"/cases/{reference.CaseId}", "SetAside", house, reference, paper, "Cita cilvēka izziņa par ienākumiem.")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await house.StateAsync(reference)).Files.Where(f => f.Blocked).Select(f => f.Name).ShouldBe(["Iesniegums.edoc", paper.Name], ignoreOrder: true);
    }

    private static Task<WayHouse> StartAsync() => WayHouse.StartAsync(configure: services => services.AddSingleton<IDemoCalendar>(new StillCalendar()));

    private static async Task<HttpResponseMessage> SendAsync(StaffBrowser browser, string page, string handler, WayHouse house, CaseRef reference, CaseFile file, string reason) => await browser.SendAsync(
        page,
        $"{page}?handler={handler}",
        ("version", (await house.ReadAsync(reference)).Version.ToString(CultureInfo.InvariantCulture)),
        ("fileId", file.FileId),
        ("reason", reason));
}
