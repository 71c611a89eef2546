using System.Net;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Functions.Consultations;
using SocialWorkflows.Functions.Workplace.Reports;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Consultations;

/// <summary>The counter of consultations without a case, and its line of the yearly report for any day.</summary>
public sealed class ConsultationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_OfAnEarlierDay_CountsWhatWasInTheBookThen()
    {
        await using var house = await WayHouse.StartAsync();
        var (book, worker) = (house.Get<ConsultationBook>(), house.Person("worker"));
        var first = house.Terms.DayOf(house.Now);
        for (var i = 0; i < 7; i++)
        {
            (await book.EnterAsync(worker, new ConsultationGiven(first, "families", "phone"), first, Cancellation)).ShouldBeTrue();
        }

        var before = await ReportAsync(house, first);
        house.Time.Advance(TimeSpan.FromDays(3));
        var later = house.Terms.DayOf(house.Now);
        (await book.EnterAsync(worker, new ConsultationGiven(first, "seniors", "counter"), later, Cancellation)).ShouldBeTrue("written down three days late");
        (await book.StrikeAsync(worker, 1, Cancellation)).ShouldBeTrue();

        before.Consultations.ShouldBe(new Dictionary<string, int> { ["families"] = 7 }, ignoreOrder: true);
        (await ReportAsync(house, first)).Consultations.ShouldBe(before.Consultations, ignoreOrder: true, "what was entered or struck later is not of that day");
        (await ReportAsync(house, later)).Consultations.ShouldBe(new Dictionary<string, int> { ["families"] = 6, ["seniors"] = 1 }, ignoreOrder: true);
        var figures = ReportFigures.Of(await ReportAsync(house, later));
        figures.ConsultationThemes["seniors"].Shown.ShouldBeNull();
        (figures.Consultations.Shown is null || figures.ConsultationThemes["families"].Shown is null).ShouldBeTrue("one by subtraction would be a person");
    }

    [Fact]
    public async Task Entry_ImpossibleForeignOrOfOthers_ChangesNothing()
    {
        await using var house = await WayHouse.StartAsync();
        var today = house.Terms.DayOf(house.Now);
        using var worker = await CounterBrowser.SignInAsync(house, "sm-darbiniece");
        foreach (var (on, theme, way) in new[] { (WayHouse.Day(today.AddDays(1)), "families", "phone"), (WayHouse.Day(today.AddDays(-32)), "families", "phone"), ("x", "families", "phone"), (WayHouse.Day(today), "=1+1", "phone"), (WayHouse.Day(today), "families", "") })
        {
            (await PostAsync(worker, "", ("on", on), ("theme", theme), ("way", way))).Body.ShouldContain("Izvēlieties tēmu, veidu un dienu");
        }

        (await house.Get<IRecordBooks>().ReadAsync("smiltene", ConsultationBook.Name, Cancellation)).ShouldBeEmpty();
        (await PostAsync(worker, "", ("on", WayHouse.Day(today)), ("theme", "families"), ("way", "phone"))).Status.ShouldBe(HttpStatusCode.Redirect);
        (await worker.ReadAsync("/consultations")).ShouldContain("ģimenes ar bērniem, pa tālruni");
        using var registrar = await CounterBrowser.SignInAsync(house, "sm-lietvede");
        (await PostAsync(registrar, "?handler=Strike", ("number", "1"))).Body.ShouldContain("svītrot nevar");
        using var foreign = await CounterBrowser.SignInAsync(house, "ie-vaditaja");
        (await PostAsync(foreign, "?handler=Strike", ("number", "1"))).Body.ShouldContain("svītrot nevar");
        (await house.Get<ConsultationBook>().ReadAsync("smiltene", null, Cancellation)).Count.ShouldBe(1);
        using var auditor = await CounterBrowser.SignInAsync(house, "sm-revidente");
        (await auditor.ReadAsync("/consultations")).ShouldNotContain("name=\"theme\"");
    }

    [Fact]
    public async Task Entries_OfManyAtOnce_AllCount()
    {
        await using var house = await WayHouse.StartAsync();
        var today = house.Terms.DayOf(house.Now);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => house.Get<ConsultationBook>().EnterAsync(house.Person("worker"), new ConsultationGiven(today, "crisis", "counter"), today, Cancellation)));

        (await house.Get<ConsultationBook>().ReadAsync("smiltene", null, Cancellation)).Count.ShouldBe(4);
        BookChain.Problems(await house.Get<IRecordBooks>().ReadAsync("smiltene", ConsultationBook.Name, Cancellation)).ShouldBeEmpty();
    }

    private static Task<Report> ReportAsync(WayHouse house, DateOnly until) => house.Get<ReportDesk>().OfAsync("smiltene", new DateOnly(until.Year, 1, 1), until, Cancellation);

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(CounterBrowser browser, string handler, params (string, string)[] fields)
    {
        using var answer = await browser.PostAsync("/consultations", $"/consultations{handler}", fields);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }
}
