using System.Net;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Resident;

/// <summary>What a resident hands in on the status page: files and a withdrawal.</summary>
public sealed class HandInTests
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4 izzina");

    [Fact]
    public async Task Files_HandedIn_AreAReplyOfTheCaseThroughTheLedger()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        await house.ReviewAsync(reference, "IENAKUMI");
        using var browser = await ResidentHouse.EnterAsync(house);
        var before = (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).Count;

        var answer = await SendAsync(browser, ("izzina.pdf", Pdf), ("../../foto.pdf", [.. Pdf, 1]));

        var body = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        body.ShouldContain("Mēs saņēmām Jūsu failus.");
        await house.SettleAsync();
        var rows = await house.Intake.ListAsync("smiltene", null, CancellationToken.None);
        rows.Count.ShouldBe(before + 1);
        var row = rows.Single(r => r.Reason == "status-page");
        (row.Disposition, row.CaseId).ShouldBe((Dispositions.ExistingCase, reference.CaseId));
        body.ShouldContain(row.Number);
        var message = (await house.StateAsync(reference)).Messages.ShouldHaveSingleItem();
        message.MatchedBy.ShouldBe("status-page");
        message.Files.Select(f => f.Name).ShouldBe(["izzina.pdf", "foto.pdf"]);
        (await house.StateAsync(reference)).OpenMessages.ShouldBe([row.IntakeId]);
        (await house.StateAsync(reference)).AnswerEnded.ShouldBeTrue();
    }

    [Fact]
    public async Task Files_SentTwice_AreOneMessage()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        await SendAsync(browser, ("a.pdf", Pdf));
        await house.MoveAsync(TimeSpan.FromMinutes(2));
        await SendAsync(browser, ("a.pdf", Pdf));
        await house.SettleAsync();

        (await house.StateAsync(reference)).Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Files_WhileTheScannerIsSilent_AreKeptAndWait()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        house.Scanner.Verdict = ScanVerdict.Unavailable;

        WebUtility.HtmlDecode(await (await SendAsync(browser, ("a.pdf", Pdf))).Content.ReadAsStringAsync()).ShouldContain("Saņemšanas numurs");
        await house.SettleAsync();

        (await house.StateAsync(reference)).Messages.ShouldBeEmpty();
        (await house.Intake.ListAsync("smiltene", Dispositions.Pending, CancellationToken.None)).Count.ShouldBe(1);
        house.Scanner.Verdict = ScanVerdict.Clean;
        await house.MoveAsync(TimeSpan.FromMinutes(15));
        (await house.StateAsync(reference)).Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Files_Infected_AreInReviewAndNotInTheCase()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        house.Scanner.Verdict = ScanVerdict.Infected;
        await SendAsync(browser, ("a.pdf", Pdf));
        await house.SettleAsync();

        (await house.StateAsync(reference)).Files.ShouldAllBe(f => f.Name != "a.pdf");
        (await house.Intake.ListAsync("smiltene", Dispositions.Review, CancellationToken.None)).Single().Reason.ShouldBe("infected");
    }

    [Theory]
    [InlineData("empty", "nav tukšs")]
    [InlineData("none", "nav tukšs")]
    [InlineData("eleven", "10 failus")]
    [InlineData("large", "10 MB")]
    [InlineData("program", "nepieņemam")]
    [InlineData("script", "nepieņemam")]
    public async Task Files_NotTaken_AreToldAndNothingIsKept(string kind, string told)
    {
        await using var house = await ResidentHouse.StartAsync();
        await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        var before = (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).Count;
        (string, byte[])[] files = kind switch
        {
            "empty" => [("a.pdf", [])],
            "none" => [],
            "eleven" => [.. Enumerable.Range(0, 11).Select(i => ($"{i}.pdf", (byte[])[.. Pdf, (byte)i]))],
            "large" => [("a.pdf", [.. Pdf, .. new byte[11 * 1024 * 1024]])],
            "program" => [("izzina.pdf", [(byte)'M', (byte)'Z', .. new byte[200]])],
            _ => [("a.pdf", Encoding.ASCII.GetBytes("<html><script>alert(1)</script></html>"))],
        };

        var body = WebUtility.HtmlDecode(await (await SendAsync(browser, files)).Content.ReadAsStringAsync());

        body.ShouldContain("Faili nav saņemti.");
        body.ShouldContain(told);
        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).Count.ShouldBe(before);
    }

    [Fact]
    public async Task Files_OfACaseThatClosedMeanwhile_AreInReview()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        house.Scanner.Verdict = ScanVerdict.Unavailable;
        await SendAsync(browser, ("a.pdf", Pdf));
        await house.SettleAsync();
        await house.Journal.AppendAsync(new Append { Case = reference, Key = "test-close", Decide = _ => [new CaseClosed(new DateOnly(2026, 6, 8))] }, CancellationToken.None);
        house.Scanner.Verdict = ScanVerdict.Clean;
        await house.MoveAsync(TimeSpan.FromMinutes(15));

        (await house.Intake.ListAsync("smiltene", Dispositions.Review, CancellationToken.None)).Single().Reason.ShouldBe("case-closed");
    }

    [Fact]
    public async Task Withdrawal_AskedAndConfirmed_WaitsForAPersonAsALetterDoes()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        WebUtility.HtmlDecode(await (await browser.PostAsync("/status/withdraw", "/status/withdraw", [("x", "y")])).Content.ReadAsStringAsync()).ShouldContain("Ielieciet ķeksīti");
        await house.SettleAsync();
        (await house.StateAsync(reference)).Messages.ShouldBeEmpty();

        for (var i = 0; i < 2; i++)
        {
            WebUtility.HtmlDecode(await (await browser.PostAsync("/status/withdraw", "/status/withdraw", [("sure", "true")])).Content.ReadAsStringAsync()).ShouldContain("Mēs saņēmām Jūsu lūgumu.");
        }

        await house.SettleAsync();
        var state = await house.StateAsync(reference);
        var message = state.Messages.ShouldHaveSingleItem();
        (message.WithdrawalSuspected, state.Withdrawal).ShouldBe((true, null));
        await house.DoAsync(reference, Verbs.Withdraw, ("askedOn", "2026-06-08"), ("note", "Apstiprināts pa tālruni."), ("channel", "registered"), ("address", "Izdomu iela 1"), ("intakeId", message.IntakeId));
        (await house.StateAsync(reference)).Withdrawal.ShouldNotBeNull().IntakeId.ShouldBe(message.IntakeId);
    }

    [Fact]
    public async Task Files_OfACaseThatIsFinished_AreRefusedInWordsOfTheirOwn()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        await house.Journal.AppendAsync(new Append { Case = reference, Key = "test-close", Decide = _ => [new CaseClosed(new DateOnly(2026, 6, 8))] }, CancellationToken.None);
        var before = (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).Count;

        var answer = await SendAsync(browser, ("a.pdf", Pdf));

        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).ShouldContain("Šis iesniegums ir pabeigts. Failus tam vairs nepieņem.");
        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).Count.ShouldBe(before);
    }

    private static Task<HttpResponseMessage> SendAsync(CounterBrowser browser, params (string Name, byte[] Content)[] files) =>
        browser.PostAsync("/status", "/status?handler=Files", [("x", "y")], files);
}
