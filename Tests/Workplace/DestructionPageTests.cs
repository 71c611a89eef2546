using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>The destruction list when it is long: a year of mail comes to its end at once.</summary>
public sealed partial class DestructionPageTests(DestructionPageTests.LongList the) : IClassFixture<DestructionPageTests.LongList>
{
    private const string Head = "sm-vaditaja";
    private const int PageSize = 50;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_OfALongList_ShowsFiftyLinesAndIsSmall()
    {
        using var head = await CounterBrowser.SignInAsync(the.House, Head);

        var page = await head.ReadAsync("/destruction?state=proposed&p=2");

        LineOf().Count(page).ShouldBe(PageSize);
        page.ShouldContain("aria-current=\"page\">2. lapa");
        page.Length.ShouldBeLessThan(150 * 1024);
        LineOf().Count(await head.ReadAsync("/destruction?state=held")).ShouldBe(0);
        LineOf().Count(await head.ReadAsync("/destruction?state=nonsense&p=-7")).ShouldBe(PageSize);
    }

    [Fact]
    public async Task ApproveMany_Ticked_AreApprovedEachByItselfAndNoOther()
    {
        using var head = await CounterBrowser.SignInAsync(the.House, Head);
        var (first, second, third) = (the.Take(), the.Take(), the.Take());

        (await PostAsync(head, ("line", first), ("line", second), ("line", second), ("shown", third))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var approvals = await the.House.Get<DestructionBook>().ReadAsync("smiltene", Cancellation);
        foreach (var (key, isApproved) in new[] { (first, true), (second, true), (third, false) })
        {
            var row = await RowAsync(key);
            row.State.ShouldBe(isApproved ? RetentionStates.Approved : RetentionStates.Proposed);
            row.Steps.Count(s => s.State == RetentionStates.Approved && s.By == Head).ShouldBe(isApproved ? 1 : 0);
            approvals.Allow(row).ShouldBe(isApproved);
        }
    }

    [Fact]
    public async Task ApproveMany_AllOfThePage_AreThoseThatWereShown()
    {
        using var head = await CounterBrowser.SignInAsync(the.House, Head);
        var shown = Enumerable.Range(0, PageSize).Select(_ => the.Take()).ToList();

        (await PostAsync(head, [("all", "true"), .. shown.Select(s => ("shown", s))])).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        foreach (var key in shown)
        {
            (await RowAsync(key)).State.ShouldBe(RetentionStates.Approved);
        }
    }

    [Fact]
    public async Task ApproveMany_LineThatWasHeldMeanwhile_IsLeftAndToldAndTheRestIsApproved()
    {
        using var head = await CounterBrowser.SignInAsync(the.House, Head);
        var (held, free) = (the.Take(), the.Take());
        (await the.House.Get<DestructionDesk>().HoldAsync("smiltene", RetentionKinds.Message, IdOf(held), Head, "Audits.", Cancellation)).ShouldBeTrue();

        var answer = await PostAsync(head, ("line", held), ("line", free), ("line", "message:nothing"), ("line", "nonsense"));

        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).ShouldContain("Apstiprinātas rindas: 1. Rindas, kas pa to laiku mainījušās un nav apstiprinātas: 3.");
        (await RowAsync(held)).State.ShouldBe(RetentionStates.Held);
        (await RowAsync(free)).State.ShouldBe(RetentionStates.Approved);
        (await the.House.Get<DestructionDesk>().ReleaseAsync("smiltene", RetentionKinds.Message, IdOf(held), Head, "Beidzies.", Cancellation)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(PageSize + 1)]
    public async Task ApproveMany_NothingOrMoreThanAPage_IsRefusedWhole(int count)
    {
        using var head = await CounterBrowser.SignInAsync(the.House, Head);
        var keys = Enumerable.Range(0, count).Select(i => $"message:{LongList.Id(i)}").ToList();
        var before = (await the.House.Get<IRetentionLedger>().ListAsync("smiltene", RetentionStates.Approved, Cancellation)).Count;

        var answer = await PostAsync(head, [.. keys.Select(k => ("line", k))]);

        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).ShouldContain("Nekas nav apstiprināts");
        (await the.House.Get<IRetentionLedger>().ListAsync("smiltene", RetentionStates.Approved, Cancellation)).Count.ShouldBe(before);
    }

    [Theory]
    [InlineData("sm-lietvede", HttpStatusCode.Forbidden)]
    [InlineData("ie-vaditaja", HttpStatusCode.OK)]
    public async Task ApproveMany_BySomebodyElse_ChangesNothing(string person, HttpStatusCode status)
    {
        using var browser = await CounterBrowser.SignInAsync(the.House, person);
        var key = $"message:{LongList.Id(LongList.Count - 1)}";

        (await PostAsync(browser, ("line", key))).StatusCode.ShouldBe(status);

        (await RowAsync(key)).State.ShouldBe(RetentionStates.Proposed);
    }

    [Fact]
    public async Task Page_InTheBrowser_ReadsWellAndApprovesWhatIsTicked()
    {
        var page = await the.OpenAsync("/destruction?state=proposed&p=3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Māra Lēmēja" }).ClickAsync();
        await page.GetByText("Apstiprināt visas šīs lapas rindas (50)").WaitForAsync();
        (await AccessibilityTests.ViolationsAsync(page)).ShouldBe("");
        await DemoSite.ShootAsync(page, "90-destruction-list");
        var ticks = page.GetByRole(AriaRole.Checkbox);
        var number = (await ticks.First.GetAttributeAsync("value"))!;
        await ticks.First.FocusAsync();
        await page.Keyboard.PressAsync("Space");

        await page.GetByRole(AriaRole.Button, new() { Name = "Apstiprināt atzīmētās rindas" }).ClickAsync();
        await page.GetByRole(AriaRole.Status).WaitForAsync();

        (await RowAsync(number)).State.ShouldBe(RetentionStates.Approved);
        await page.SetViewportSizeAsync(360, 740);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
        (await AccessibilityTests.ViolationsAsync(page)).ShouldBe("");
        await DemoSite.ShootAsync(page, "91-destruction-list-narrow");
    }

    private static Task<HttpResponseMessage> PostAsync(CounterBrowser browser, params (string, string)[] fields) =>
        browser.PostAsync("/destruction", "/destruction?handler=ApproveMany", [("x", "y"), .. fields]);

    private async Task<RetentionRow> RowAsync(string key) => (await the.House.Get<IRetentionLedger>().FindAsync("smiltene", RetentionKinds.Message, IdOf(key), Cancellation))!;

    private static string IdOf(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];

    [GeneratedRegex("<th scope=\"row\">", RegexOptions.None, 1000)]
    private static partial Regex LineOf();

    /// <summary>A house with a long list of proposed messages.</summary>
    public sealed class LongList : IAsyncLifetime
    {
        internal const int Count = 1200;

        private LoopbackBrowser? _browser;
        private int _taken;

        internal WayHouse House { get; private set; } = null!;

        internal static string Id(int i) => $"long{i:x12}";

        /// <summary>The key of a line that no other test changes.</summary>
        internal string Take() => $"{RetentionKinds.Message}:{Id(Count / 2 + Interlocked.Increment(ref _taken))}";

        public async ValueTask InitializeAsync()
        {
            House = await WayHouse.StartAsync();
            _browser = await LoopbackBrowser.LaunchAsync();
            var today = House.Terms.DayOf(House.Now);
            for (var i = 0; i < Count; i++)
            {
                await House.Get<IRetentionLedger>().AddAsync(
                    new RetentionRow
                    {
                        Municipality = "smiltene",
                        Kind = RetentionKinds.Message,
                        SubjectId = Id(i),
                        Number = $"V-2025/{i + 1}",
                        State = RetentionStates.Proposed,
                        From = today.AddYears(-2),
                        DueOn = today,
                        GraceUntil = today.AddDays(30),
                        Rule = "2 gadi: tests",
                        Steps = [new RetentionStep(House.Now, "machine", RetentionStates.Proposed, null)],
                    },
                    CancellationToken.None);
            }
        }

        internal Task<IPage> OpenAsync(string path) => LoopbackBrowser.OpenAsync(_browser, House.Address.AbsoluteUri, path, 1360, 900);

        public async ValueTask DisposeAsync()
        {
            if (_browser is not null)
            {
                await _browser.DisposeAsync();
            }

            await House.DisposeAsync();
        }
    }
}
