using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>What a person does with a doubtful letter or a blocked file, over the page: journalled, with the name.</summary>
public sealed class ReviewFilingTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task FileHere_DoubtfulLetter_IsInTheCaseWithThePersonsName()
    {
        await using var house = await StartAsync();
        var (reference, row) = await DoubtfulAsync(house);
        using var browser = await house.BrowseAsync(house.Person(Roles.Registrar));
        (await browser.ReadAsync($"/review/{row.IntakeId}")).ShouldContain("Pievienot šai lietai");

        var answer = await FileAsync(browser, row, ("caseId", reference.CaseId));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await house.SettleAsync();
        var filed = (await house.StateAsync(reference)).Messages.ShouldHaveSingleItem();
        (filed.MatchedBy, filed.By, filed.Files.Count).ShouldBe(("person", house.Person(Roles.Registrar).Id, 1));
        var after = (await house.Intake.FindAsync(row.IntakeId, CancellationToken.None))!;
        (after.Disposition, after.CaseId, after.By).ShouldBe((Dispositions.ExistingCase, reference.CaseId, house.Person(Roles.Registrar).Id));
        (await house.StateAsync(reference)).OpenMessages.ShouldBe([row.IntakeId]);
        (await browser.GetAsync($"/review/{row.IntakeId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task FileHere_ByNumber_IsFiled()
    {
        await using var house = await StartAsync();
        var (reference, row) = await DoubtfulAsync(house);
        var number = (await house.StateAsync(reference)).Registration!.Number;
        using var browser = await house.BrowseAsync(house.Person(Roles.Worker));

        (await FileAsync(browser, row, ("number", $" {number} "))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await house.StateAsync(reference)).Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task FileAsContest_LateLetterToAClosedCase_IsFiledRecordedAndHandedOver()
    {
        await using var house = await StartAsync();
        var reference = await WayTests.ClosedAsync(house, "shut");
        var number = (await house.StateAsync(reference)).Registration!.Number;
        house.Deliver(Residents.Letter("late-contest", house.Now) with { InReplyTo = "shut@residents.example", References = ["shut@residents.example"], Text = "Apstrīdu lēmumu." });
        await house.SettleAsync();
        var row = await house.RowOfAsync("late-contest@residents.example");
        using var browser = await house.BrowseAsync(house.Person(Roles.Registrar));
        WebUtility.HtmlDecode(await (await FileAsync(browser, row, ("number", number))).Content.ReadAsStringAsync()).ShouldContain("norādiet, kas apstrīd");
        await ShouldStillWaitAsync(house, reference, row);
        WebUtility.HtmlDecode(await (await FileAsync(browser, row, ("number", number), ("contestFrom", "nobody"))).Content.ReadAsStringAsync()).ShouldContain("izvēlieties vienu no piedāvātajām");
        await ShouldStillWaitAsync(house, reference, row);

        (await FileAsync(browser, row, ("number", number), ("contestFrom", "applicant"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        await house.SettleAsync();
        var state = await house.StateAsync(reference);
        var contest = state.Contests!.ShouldHaveSingleItem().Received;
        (contest.IntakeId, contest.From, contest.DaysLate > 0, contest.Number).ShouldBe((row.IntakeId, "applicant", true, "AP-2026/1"));
        (state.OpenMessages.Count, state.Closed is not null).ShouldBe((0, true));
        (await house.Intake.FindAsync(row.IntakeId, CancellationToken.None))!.Disposition.ShouldBe(Dispositions.ExistingCase);
        (await house.WaitsAsync(reference)).ShouldBe([Steps.ContestHandOver]);
        await house.DoAsync(reference, Verbs.HandOverContest, ("sentOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("evidence", "Nr. 5"));
        (await house.StateAsync(reference)).Contests!.Single().HandedOver!.Files!.ShouldContain(f => f.Sha256 == row.ContentHash);
    }

    [Theory]
    [InlineData("caseId", "c000")]
    [InlineData("number", "SM-2026/999")]
    [InlineData("number", "")]
    public async Task FileHere_CaseThatIsNot_IsRefusedInWords(string field, string value)
    {
        await using var house = await StartAsync();
        var (reference, row) = await DoubtfulAsync(house);
        using var browser = await house.BrowseAsync(house.Person(Roles.Registrar));

        var answer = await FileAsync(browser, row, (field, value));

        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).ShouldContain("Šādas lietas nav.");
        await ShouldStillWaitAsync(house, reference, row);
    }

    [Fact]
    public async Task FileHere_ScannerSilent_IsRefusedAndNothingIsStored()
    {
        await using var house = await StartAsync();
        var (reference, row) = await DoubtfulAsync(house);
        using var browser = await house.BrowseAsync(house.Person(Roles.Registrar));
        house.Scanner.Verdict = ScanVerdict.Unavailable;

        WebUtility.HtmlDecode(await (await FileAsync(browser, row, ("caseId", reference.CaseId))).Content.ReadAsStringAsync()).ShouldContain("pozitīvu slēdzienu");

        await ShouldStillWaitAsync(house, reference, row);
    }

    [Fact]
    public async Task FileHere_InARestrictedCaseByNumber_IsForWhoWorksOnItAndTheHead()
    {
        await using var house = await StartAsync();
        var (reference, row) = await DoubtfulAsync(house);
        var number = (await house.StateAsync(reference)).Number!;
        await house.DoAsAsync(house.Person(Roles.Worker), reference, Verbs.Restrict, ("labels", "violence"), ("reason", "Persona lūdza."));
        using var registrar = await house.BrowseAsync(house.Person(Roles.Registrar));

        WebUtility.HtmlDecode(await (await FileAsync(registrar, row, ("number", number))).Content.ReadAsStringAsync()).ShouldContain("Lieta ir ierobežota un nav jūsu darbs");
        await ShouldStillWaitAsync(house, reference, row);

        using var head = await house.BrowseAsync(house.Person(Roles.Head));
        (await FileAsync(head, row, ("number", number))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await house.StateAsync(reference)).Messages.ShouldHaveSingleItem().By.ShouldBe(house.Person(Roles.Head).Id);
    }

    [Fact]
    public async Task FileHere_TwoPeopleInTwoCasesAtOnce_IsInOneOfThem()
    {
        await using var house = await StartAsync();
        var (reference, row) = await DoubtfulAsync(house);
        var other = await house.OpenCaseAsync(Residents.Application("doubt-2", At, Residents.Person("doubt-2", "Vilma", "Cita", "000161-10061")));
        var filing = house.Get<ReviewFiling>();

        var ends = await Task.WhenAll(
            new[] { (reference, Roles.Registrar), (other, Roles.Worker) }.Select(x => Task.Run(async () =>
            {
                try
                {
                    await filing.FileAsync(row, x.Item1.CaseId, house.Person(x.Item2), CancellationToken.None);
                    return "filed";
                }
                catch (CommandRefusedException refused)
                {
                    return refused.Code;
                }
            })));

        ends.ShouldBe(["filed", "not-waiting"], ignoreOrder: true);
        ((await house.StateAsync(reference)).Messages.Count + (await house.StateAsync(other)).Messages.Count).ShouldBe(1);
    }

    [Fact]
    public async Task FileHere_ColleagueOfAnotherMunicipality_IsNotAllowed()
    {
        await using var house = await StartAsync();
        var (reference, row) = await DoubtfulAsync(house);
        using var foreign = await house.BrowseAsync(house.Person(Roles.Worker, "iecava"));

        (await foreign.SendAsync("/review", $"/review/{row.IntakeId}?handler=File", ("caseId", reference.CaseId))).StatusCode.ShouldNotBe(HttpStatusCode.Redirect);

        await ShouldStillWaitAsync(house, reference, row);
    }

    [Fact]
    public async Task FileHere_Twice_IsOneMessage()
    {
        await using var house = await StartAsync();
        var (reference, row) = await DoubtfulAsync(house);
        using var one = await house.BrowseAsync(house.Person(Roles.Registrar));
        var page = $"/review/{row.IntakeId}";

        await Task.WhenAll(
            one.SendAsync("/review", page + "?handler=File", ("caseId", reference.CaseId)),
            one.SendAsync("/review", page + "?handler=File", ("caseId", reference.CaseId)));

        (await house.StateAsync(reference)).Messages.Count.ShouldBe(1);
    }

    /// <summary>B50: an honest file that only its kind blocks.</summary>
    [Fact]
    public async Task B50_BlockedFile_TheHeadReleasesItWithAReason()
    {
        await using var house = await StartAsync();
        var mail = Residents.Application("macro", At);
        var reference = await house.OpenCaseAsync(mail with { Attachments = [.. mail.Attachments, new OutgoingAttachment("aprēķins.docm", "application/octet-stream", "x"u8.ToArray())] });
        var file = (await house.StateAsync(reference)).Files.Single(f => f.Blocked);
        var (page, download) = ($"/cases/{reference.CaseId}", $"/cases/{reference.CaseId}/files/{file.FileId}");
        using var worker = await house.BrowseAsync(house.Person(Roles.Worker));
        using var head = await house.BrowseAsync(house.Person(Roles.Head));
        (await worker.ReadAsync(page)).ShouldNotContain("handler=Release");
        (await head.ReadAsync(page)).ShouldContain("handler=Release");
        (await head.GetAsync(download)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var version = (await house.ReadAsync(reference)).Version;
        (await ReleaseAsync(worker, page, version, file, "Sūtītāju pazīstu, zvanīju.")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ReleaseAsync(head, page, version, file, "jā")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ReleaseAsync(head, page, version - 1, file, "Sūtītāju pazīstu, zvanīju.")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await house.StateAsync(reference)).Files.Single(f => f.FileId == file.FileId).Blocked.ShouldBeTrue();

        (await ReleaseAsync(head, page, version, file, "Sūtītāju pazīstu, zvanīju.")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await head.GetAsync(download)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var fact = (await house.ReadAsync(reference)).Entries.Select(e => e.Event).OfType<FileReleased>().ShouldHaveSingleItem();
        (fact.By, fact.Reason).ShouldBe((house.Person(Roles.Head).Id, "Sūtītāju pazīstu, zvanīju."));
        (await head.ReadAsync(page)).ShouldContain("Atļauts izsniegt bloķētu failu");
    }

    private static Task<WayHouse> StartAsync() => WayHouse.StartAsync(configure: services => services.AddSingleton<IDemoCalendar>(new StillCalendar()));

    private static Task<HttpResponseMessage> ReleaseAsync(StaffBrowser browser, string page, long version, CaseFile file, string reason) => browser.SendAsync(
        page, page + "?handler=Release", ("version", version.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("fileId", file.FileId), ("reason", reason));

    private static Task<HttpResponseMessage> FileAsync(StaffBrowser browser, IntakeRow row, params (string Name, string Value)[] fields) =>
        browser.SendAsync($"/review/{row.IntakeId}", $"/review/{row.IntakeId}?handler=File", fields);

    private static async Task<(CaseRef Case, IntakeRow Row)> DoubtfulAsync(WayHouse house)
    {
        var reference = await house.OpenCaseAsync(Residents.Application("doubt", At));
        var receipt = house.Sender.Left[0];
        house.Deliver(Residents.Letter("spouse", At) with
        {
            To = [receipt.ReplyTo!],
            Subject = "Re: " + receipt.Subject,
            InReplyTo = receipt.MessageId,
            From = new MailAddress("Jānis Izdomātais", "janis@inbox.example"),
            Text = "Sūtu izziņu.",
            Attachments = [new OutgoingAttachment("izziņa.pdf", "application/pdf", "%PDF-1.4 x"u8.ToArray())],
        });
        await house.SettleAsync();
        return (reference, await house.RowOfAsync("spouse@residents.example"));
    }

    private static async Task ShouldStillWaitAsync(WayHouse house, CaseRef reference, IntakeRow row)
    {
        (await house.Intake.FindAsync(row.IntakeId, CancellationToken.None))!.Disposition.ShouldBe(Dispositions.Review);
        (await house.StateAsync(reference)).Messages.ShouldBeEmpty();
    }
}
