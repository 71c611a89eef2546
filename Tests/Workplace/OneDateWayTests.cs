using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Functions.CommandLine;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>
/// One date everywhere (invariant I5) in the running product: the ledger in the journal, the card and the page as they are served, the
/// letters and mails as they left, and the command line say the same day, sentence and list of days.
/// </summary>
public sealed partial class OneDateWayTests
{
    [Fact]
    public async Task OrdinaryCase_OverMovedDays_SameEverywhere()
    {
        await using var house = await StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("ordinary", house.Now));
        await house.ReviewAsync(reference);

        var term = (await house.StateAsync(reference)).DecisionClock!.Term;
        (term.Due, term.SafeDue).ShouldBe((new DateOnly(2026, 6, 25), new DateOnly(2026, 6, 22)));
        await ShouldShowAsync(house, reference, "Lēmuma termiņš", term);
        ShouldAnswer(term, "decision");
        await ShouldCarryNoDateAsync(house, term);
    }

    /// <summary>Asked on Thursday 11.06., half of it came the same day and the rest on Friday: Friday stands still, Thursday counts.</summary>
    [Fact]
    public async Task PausedCase_PartlyAnsweredAndResumed_SameEverywhere()
    {
        await using var house = await StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("paused", house.Now));
        await house.ReviewAsync(reference);
        await house.MoveToAsync(new DateTimeOffset(2026, 6, 11, 8, 0, 0, TimeSpan.Zero));
        await house.DoAsync(reference, Verbs.AskMore, ("ask.ARSTA_IZZINA", "true"), ("ask.IENAKUMI", "true"), ("because", "vajag jaunākas izziņas"));
        var paused = await house.StateAsync(reference);
        await ShouldShowAsync(house, reference, "Atbildes termiņš", paused.Request!.AnswerTerm);
        (await PageAsync(house, reference)).ShouldContain("Termiņš ir apturēts kopš 2026. gada 11. jūnija, jo vajag jaunākas izziņas. Atlikušas 7 darbdienas.");
        ShouldAnswer(paused.Request.AnswerTerm, "documents");
        await LetterShouldSayAsync(house, "pieprasijums.pdf", paused.Request.AnswerTerm);

        await ReplyAsync(house, reference, "first-half", "izzina_par_ienakumiem.pdf");
        await house.ReviewAsync(reference, "ARSTA_IZZINA");
        (await house.StateAsync(reference)).DecisionPause.ShouldNotBeNull("half of the papers let no clock go on");
        await house.MoveToAsync(new DateTimeOffset(2026, 6, 12, 8, 0, 0, TimeSpan.Zero));
        await ReplyAsync(house, reference, "second-half", "gimenes_arsta_izzina.pdf");
        await house.ReviewAsync(reference);

        var resumed = await house.StateAsync(reference);
        var term = resumed.RunningClock!.Value.Term;
        resumed.DecisionPauses.ShouldHaveSingleItem().ShouldBe(new ClockPause(new(2026, 6, 11), new(2026, 6, 12), "vajag jaunākas izziņas"));
        term.Due.ShouldBe(new DateOnly(2026, 6, 26));
        term.Days.Single(d => d.Date == new DateOnly(2026, 6, 12)).ShouldBe(new LedgerDay(new(2026, 6, 12), false, "apturēts kopš 11.06.2026.: vajag jaunākas izziņas"));
        await ShouldShowAsync(house, reference, "Lēmuma termiņš", term);
        await ShouldCarryNoDateAsync(house, term);
    }

    [Fact]
    public async Task PausedCase_EverythingCameTheSameDay_TheDateOfBefore()
    {
        await using var house = await StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("same-day", house.Now));
        await house.ReviewAsync(reference);
        var before = (await house.StateAsync(reference)).DecisionClock!.Term;
        await house.MoveToAsync(new DateTimeOffset(2026, 6, 11, 8, 0, 0, TimeSpan.Zero));
        await house.DoAsync(reference, Verbs.AskMore, ("ask.ARSTA_IZZINA", "true"), ("because", "vajag jaunāku izziņu"));
        await ReplyAsync(house, reference, "at-once", "gimenes_arsta_izzina.pdf");
        await house.ReviewAsync(reference);

        var term = (await house.StateAsync(reference)).RunningClock!.Value.Term;
        (term.Due, term.SafeDue).ShouldBe((before.Due, before.SafeDue));
        term.Days.ShouldBe(before.Days);
        await ShouldShowAsync(house, reference, "Lēmuma termiņš", term);
        ShouldAnswer(term, "decision");
    }

    [Fact]
    public async Task ExtendedCase_SameOnCardPageAndLetter()
    {
        await using var house = await StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("extended", house.Now));
        await house.ReviewAsync(reference);

        await house.DoAsync(reference, Verbs.ExtendTerm, ("until", "2026-08-28"), ("reason", "nav saņemta atbilde no cita novada"));
        await house.SettleAsync();
        await house.MoveAsync(TimeSpan.FromDays(1));

        var term = (await house.StateAsync(reference)).RunningClock!.Value.Term;
        term.Due.ShouldBe(new DateOnly(2026, 8, 28));
        await ShouldShowAsync(house, reference, "Lēmuma termiņš", term);
        await LetterShouldSayAsync(house, "pagarinajums.pdf", term);
        await ShouldCarryNoDateAsync(house, term);
    }

    /// <summary>Received on 22.05.: by the moved days the month ends on 25.06., without them on 22.06., on which we ourselves count.</summary>
    [Fact]
    public async Task UnopenedCase_OuterLimitOverMovedDays_SameEverywhereWithItsSafeDay()
    {
        await using var house = await WayHouse.StartAsync(
            time: new SimulatedTime(new DateTimeOffset(2026, 5, 22, 7, 0, 0, TimeSpan.Zero)), configure: services => services.AddSingleton<IDemoCalendar>(new NoCalendar()));
        var reference = await house.OpenCaseAsync(Residents.Application("unopened", house.Now));

        var term = house.Terms.OuterLimit(new(2026, 5, 22));
        (term.Due, term.SafeDue).ShouldBe((new DateOnly(2026, 6, 25), new DateOnly(2026, 6, 22)));
        ShownDates.Of(await house.StateAsync(reference)).ShouldBe(new ShownDates(term.Due, term.SafeDue));
        var row = (await house.Get<ICaseBoard>().ListAsync("smiltene", null, includeClosed: false, CancellationToken.None)).Single(r => r.Case == reference);
        (row.Due, row.SafeDue).ShouldBe((term.Due, term.SafeDue));
        var page = await PageAsync(house, reference);
        page.ShouldContain("Likumā noteiktais termiņš: 25.06.2026.");
        page.ShouldContain("Iekšēji rēķināmies ar 22.06.2026.");
        ShouldAnswer(term, "outer-limit");
    }

    /// <summary>Asked for papers and extended before they came: the letter's day is the day of card, page and board, however late they come.</summary>
    [Theory]
    [InlineData("2026-06-12", "2026-08-28")]
    [InlineData("2026-08-25", "2026-09-08")]
    public async Task ExtendedBeforeTheClockStarted_ThePromisedDayIsShownEverywhere(string came, string clockEnds)
    {
        await using var house = await StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("promised", house.Now));
        await house.ReviewAsync(reference, "IENAKUMI");
        DateOnly promised = new(2026, 8, 28);
        await house.DoAsync(reference, Verbs.ExtendTerm, ("until", "2026-08-28"), ("reason", "nav saņemta atbilde no cita novada"));
        await house.SettleAsync();
        (await PageAsync(house, reference)).ShouldContain("Termiņš pagarināts līdz 28.08.2026.");
        await house.MoveToAsync(new DateTimeOffset(DateOnly.Parse(came), new TimeOnly(8, 0), TimeSpan.Zero));
        await ReplyAsync(house, reference, "papers", "izzina_par_ienakumiem.pdf");
        await house.DoAsync(reference, Verbs.ReviewDocuments, [.. WayHouse.Review().Where(i => i.Name != "dated.IENAKUMI"), ("dated.IENAKUMI", came)]);

        var state = await house.StateAsync(reference);
        state.DecisionClock!.Term.Due.ShouldBe(DateOnly.Parse(clockEnds));
        ShownDates.Of(state).ShouldBe(new ShownDates(promised, promised));
        await LetterShouldSayAsync(house, "pagarinajums.pdf", state.Extension!.Term);
        Cards().Matches(await PageAsync(house, reference)).Select(m => m.Value).ShouldContain(c => c.Contains("28.08.2026.", StringComparison.Ordinal));
        ClockRecalculation.Of(state, house.Terms).ShouldBeEmpty();
    }

    [Fact]
    public async Task SubmissionAndContest_TheirOwnClocksOnCardAndPageAsTheCommandSays()
    {
        await using var house = await StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("general", house.Now) with { Subject = "Iesniegums", Text = "Labdien! Kāpēc pie dienesta nav apgaismojuma?" });
        await house.DoAsync(reference, Verbs.ClassifySubmission);
        var registered = (await house.StateAsync(reference)).Submission!.Registered;
        await ShouldShowAsync(house, reference, "Atbildes termiņš uz iesniegumu", registered.AnswerTerm);
        await ShouldShowAsync(house, reference, "Pārsūtīšanas termiņš", registered.ForwardTerm);
        ShouldAnswer(registered.AnswerTerm, "submission");
        ShouldAnswer(registered.ForwardTerm, "forwarding");

        var decided = await house.OpenCaseAsync(Residents.Application("decided", house.Now));
        await house.DecideAsync(decided, ("outcome", "refused"), ("reason", "Nav vajadzības."), ("hearing", "Uzklausīta."));
        var contest = (await house.StateAsync(decided)).Notice!.ContestTerm!;
        await ShouldShowAsync(house, decided, "Apstrīdēšanas termiņš", contest, onCard: false);
        ShouldAnswer(contest, "contest", "registered");
        await house.DoAsync(decided, Verbs.ReceiveContest, ("receivedOn", "2026-06-08"), ("from", "applicant"), ("note", "Apstrīd."));
        var handOver = (await house.StateAsync(decided)).Contests!.Single().Received.HandOverTerm!;
        await ShouldShowAsync(house, decided, "Apstrīdēšanas nodošanas termiņš", handOver, person: "sm-lietvede");
        ShouldAnswer(handOver, "forwarding");
    }

    private static Task<WayHouse> StartAsync() => WayHouse.StartAsync(configure: services => services.AddSingleton<IDemoCalendar>(new NoCalendar()));

    private static async Task ReplyAsync(WayHouse house, CaseRef reference, string id, string fileName)
    {
        var first = (await house.StateAsync(reference)).Received!.MessageId;
        house.Deliver(Residents.Letter(id, house.Now) with
        {
            InReplyTo = first,
            References = [first],
            Attachments = [new(fileName, "application/pdf", System.Text.Encoding.UTF8.GetBytes($"%PDF-1.4 {id}"))],
        });
        await house.SettleAsync();
    }

    /// <summary>The page as it is served: the clock's own panel with day, sentence and every day of the ledger, and the date on a card.</summary>
    private static async Task ShouldShowAsync(WayHouse house, CaseRef reference, string title, Deadline term, bool onCard = true, string person = "sm-darbiniece")
    {
        var html = await PageAsync(house, reference, person);
        var clocks = Clock().Matches(html).Select(m => m.Value).Where(c => c.Contains($"<h3>{title} ", StringComparison.Ordinal)).ToList();
        var panel = clocks.ShouldHaveSingleItem(title);

        panel.ShouldContain($"<p class=\"due\">{LatvianDate.Numeric(term.Due)}");
        panel.ShouldContain(term.Sentence);
        Day().Matches(panel).Select(m => (m.Groups["date"].Value, m.Groups["reason"].Value)).ShouldBe(term.Days.Select(d => (LatvianDate.Numeric(d.Date), d.Reason)));
        Day().Matches(panel).Select(m => m.Groups["counted"].Value != "nav").Count(c => c).ShouldBeGreaterThan(0);
        Free().Count(panel).ShouldBe(term.Days.Count(d => !d.Counted));
        if (onCard)
        {
            Cards().Matches(html).ShouldContain(m => m.Value.Contains(LatvianDate.Numeric(term.Due), StringComparison.Ordinal), $"no card names {term.Due:yyyy-MM-dd}");
        }
    }

    private static void ShouldAnswer(Deadline term, string step, string? channel = null)
    {
        var from = step == "contest" ? new DateOnly(2026, 6, 8) : term.From;
        using var output = new StringWriter();
        DeadlineCommand.Run("smiltene", $"{from:yyyy-MM-dd}", null, step, channel, null, explain: false, json: true, output, TextWriter.Null, PackFolder.DefaultRoot).ShouldBe(0);
        using var json = JsonDocument.Parse(output.ToString());

        json.RootElement.GetProperty("due").GetString().ShouldBe($"{term.Due:yyyy-MM-dd}");
        json.RootElement.GetProperty("safeDue").GetString().ShouldBe($"{term.SafeDue:yyyy-MM-dd}");
        json.RootElement.GetProperty("sentence").GetString().ShouldBe(term.Sentence);
        json.RootElement.GetProperty("days").EnumerateArray()
            .Select(d => new LedgerDay(DateOnly.Parse(d.GetProperty("date").GetString()!), d.GetProperty("counted").GetBoolean(), d.GetProperty("reason").GetString()!))
            .ShouldBe(term.Days);
    }

    /// <summary>The letter as it lies ready for its channel, in official and in easy language.</summary>
    private static async Task LetterShouldSayAsync(WayHouse house, string name, Deadline term)
    {
        if (Repository.OnPath("pdftotext") is null)
        {
            return;
        }

        var file = Directory.GetFiles(house.Data.Dispatch, name, SearchOption.AllDirectories).Order(StringComparer.Ordinal).ShouldHaveSingleItem();
        var text = PdfTools.Words(await File.ReadAllBytesAsync(file));
        text.Split(LatvianDate.Dative(term.Due)).Length.ShouldBeGreaterThanOrEqualTo(3, text);
    }

    /// <summary>A mail says a number and where to look: no day of the case in any form.</summary>
    private static Task ShouldCarryNoDateAsync(WayHouse house, Deadline term)
    {
        house.Sender.Left.ShouldNotBeEmpty();
        foreach (var mail in house.Sender.Left)
        {
            var text = $"{mail.Subject}\n{mail.Text}\n{mail.Html}";
            text.ShouldNotContain(LatvianDate.Numeric(term.Due));
            text.ShouldNotContain(LatvianDate.Dative(term.Due));
        }

        return Task.CompletedTask;
    }

    private static async Task<string> PageAsync(WayHouse house, CaseRef reference, string person = "sm-darbiniece")
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var client = new HttpClient(handler) { BaseAddress = house.Address };
        var token = FormToken().Matches(await client.GetStringAsync("/sign-in"))[^1].Groups["hit"].Value;
        using var form = new FormUrlEncodedContent([new("person", person), new("__RequestVerificationToken", token)]);
        (await client.PostAsync("/sign-in", form)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return WebUtility.HtmlDecode(await client.GetStringAsync($"/cases/{reference.CaseId}"));
    }

    /// <summary>The pages of a demo show a calendar; nobody turns this one.</summary>
    private sealed class NoCalendar : IDemoCalendar
    {
        public DateTimeOffset Now => DemoFolder.Beginning;

        public Task NextWorkingDayAsync(CancellationToken cancellation) => Task.CompletedTask;
    }

    [GeneratedRegex("""<div class="clock .*?</details>""", RegexOptions.Singleline, 1000)]
    private static partial Regex Clock();

    [GeneratedRegex("""<td class="date">(?<date>[^<]*)</td>\s*<td>(?<counted>[^<]*)</td>\s*<td lang="lv">(?<reason>[^<]*)</td>""", RegexOptions.None, 1000)]
    private static partial Regex Day();

    [GeneratedRegex("""<tr class="free">""", RegexOptions.None, 1000)]
    private static partial Regex Free();

    [GeneratedRegex("""data-card="\{.*?\}"\s+data-sending""", RegexOptions.Singleline, 1000)]
    private static partial Regex Cards();

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<hit>[^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex FormToken();
}
