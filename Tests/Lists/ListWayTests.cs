using System.Net;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Lists.Csv;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Lists;

/// <summary>A list on its way: looked at, let go, sent so many a minute, never twice.</summary>
public sealed class ListWayTests
{
    private const string Occasion = "2026";

    [Fact]
    public async Task Upload_AndAWrongCount_SendNothing()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Registrar).Id);
        var path = await UploadAsync(browser, Csv(3));
        var page = await browser.ReadAsync(path);
        page.ShouldContain("Derīgas rindas: 4; ar e-pastu: 3; drukāt: 1");
        page.ShouldContain("E-pasta vēstules: 3.");
        page.ShouldContain("Ziemassvētku dāvanu paciņa");
        page.ShouldContain("Saņemšana kultūras centrā");

        (await ConfirmAsync(browser, path, "4")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await house.MoveAsync(TimeSpan.FromMinutes(5));

        house.Sender.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task List_LetGo_LeavesAtItsPaceAndNothingTwice()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(browser, Csv(70));
        (await ConfirmAsync(browser, path, "70")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        List<int> left = [];
        for (var minute = 0; minute < 4; minute++)
        {
            await house.SettleAsync();
            left.Add(house.Sender.Left.Count);
            await house.MoveAsync(TimeSpan.FromMinutes(1));
        }

        left.ShouldBe([30, 60, 70, 70]);
        (await UploadAsync(browser, Csv(72))).ShouldBe(path);
        (await ConfirmAsync(browser, path, "72")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await house.MoveAsync(TimeSpan.FromMinutes(5));

        house.Sender.Left.Count.ShouldBe(72);
        house.Sender.Left.Select(m => m.To.Single().Address).Distinct().Count().ShouldBe(72);
        house.Sender.Left.ShouldAllBe(m => !m.Text.Contains("Izdomātā", StringComparison.Ordinal));
        var results = await browser.ReadAsync($"{path}?handler=Results");
        results.Split("\r\n").Count(l => l.Contains("nosūtīts", StringComparison.Ordinal)).ShouldBe(72);
        results.ShouldContain("\"nav e-pasta, drukāt\"");
        (await house.TasksAsync()).ShouldBeEmpty();
        results.ShouldContain("\"'=1+1 Bez\"");
        (await browser.ReadAsync($"{path}?handler=Print")).ShouldContain("Izdomu iela 9");
    }

    [Fact]
    public async Task StatusMail_WhileAListIsSent_LeavesAtOnce()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(browser, Csv(100));
        await ConfirmAsync(browser, path, "100");
        await house.SettleAsync();
        house.Sender.Left.Count.ShouldBe(30);

        await house.OpenCaseAsync(Residents.Application("urgent", house.Now));

        house.Sender.To("berta@inbox.example").Count().ShouldBe(1);
    }

    [Fact]
    public async Task Restart_InTheMiddleOfAList_GoesOnWithoutADuplicate()
    {
        var house = await WayHouse.StartAsync();
        using (var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id))
        {
            await ConfirmAsync(browser, await UploadAsync(browser, Csv(50)), "50");
        }

        await house.SettleAsync();
        house = await house.RestartAsync();
        await house.MoveAsync(TimeSpan.FromMinutes(3));

        house.Sender.Left.Count.ShouldBe(50);
        house.Sender.Left.Select(m => m.To.Single().Address).Distinct().Count().ShouldBe(50);
        await house.DisposeAsync();
    }

    [Theory]
    [InlineData("Paldies!", Dispositions.Machine, ListReplies.Thanks)]
    [InlineData("Labdien!\nLiels paldies par sveicienu.\nAr cieņu,\nBerta Izdomātā\n\n> Jums ir sagatavota dāvana", Dispositions.Machine, ListReplies.Thanks)]
    [InlineData("Labdien! Paldies par dāvanu.\nAr cieņu,\nBerta Izdomātā\n\n> Jums ir sagatavota dāvana", Dispositions.Machine, ListReplies.Thanks)]
    [InlineData("Paldies, bet man vajag palīdzību mājās", Dispositions.Review, ListReplies.Reply)]
    [InlineData("Kad var saņemt?", Dispositions.Review, ListReplies.Reply)]
    public async Task Answer_ToAListMail_OpensNoCaseAndIsNotAnswered(string text, string disposition, string reason)
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        await ConfirmAsync(browser, await UploadAsync(browser, Csv(1)), "1");
        await house.SettleAsync();
        var sent = house.Sender.Left.Single();

        house.Deliver(Residents.Letter("answer", house.Now) with { Subject = $"Re: {sent.Subject}", Text = text, InReplyTo = sent.MessageId, References = [sent.MessageId] });
        await house.SettleAsync();

        var row = await house.RowOfAsync("answer@residents.example");
        (row.Disposition, row.Reason, row.CaseId).ShouldBe((disposition, reason, null));
        house.Sender.Left.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Row_OfAPersonInSafeMode_IsKeptBack()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("app", house.Now));
        await house.DoAsync(reference, Verbs.SetSafeMode, ("mode", SafeModes.Silent), ("note", "Vardarbība."));
        var before = house.Sender.Left.Count;
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(browser, "vārds;e-pasts\nBerta;berta@inbox.example\nAnna;anna@inbox.example\n");
        await ConfirmAsync(browser, path, "2");
        await house.MoveAsync(TimeSpan.FromMinutes(2));

        house.Sender.Left.Skip(before).Single().To.Single().Address.ShouldBe("anna@inbox.example");
        (await browser.ReadAsync($"{path}?handler=Results")).ShouldContain("nesūtīts: e-pasts nav drošs");
    }

    [Fact]
    public async Task Row_ThatComesBack_StandsInTheResultAndTheTaskLeadsToTheList()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Registrar).Id);
        var path = await UploadAsync(browser, "vārds;e-pasts;adrese\nAnna;anna@inbox.example;Izdomu iela 4\nZane;zane@inbox.example;\n");
        house.Sender.Script.Enqueue(FakeSender.Permanent);
        await ConfirmAsync(browser, path, "2");
        await house.SettleAsync();
        var row = (await house.SendsAsync()).Single(r => r.State == SendStates.Sent);
        await house.Get<SendEnds>().BouncedAsync(row, "address", "5.1.1", "", CancellationToken.None);

        var results = (await browser.ReadAsync($"{path}?handler=Results")).Split("\r\n");
        results[1].ShouldContain("jāpārbauda");
        results[2].ShouldContain("nav piegādāts");
        (await browser.ReadAsync("/tasks")).ShouldContain($"href=\"{path}\"");
    }

    [Fact]
    public async Task Texts_OfAttackers_AreInertInMailCsvAndLog()
    {
        const string attack = "=HYPERLINK(\"http://evil.example\") {{7*7}} ${jndi:ldap://x} <script>alert(1)</script> '; DROP TABLE x;-- %s%n [a](http://evil.example)\n# Virsraksts\n--- easy";
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var cell = $"\"{attack.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var path = await UploadAsync(browser, $"vārds;e-pasts;adrese\n{cell};anna@inbox.example;{cell}\n{cell};;{cell}\n", attack);
        await ConfirmAsync(browser, path, "1");
        await house.SettleAsync();

        var mail = house.Sender.Left.Single();
        mail.Text.ShouldContain("{{7*7}} ${jndi:ldap://x} <script>alert(1)</script>");
        mail.Html!.ShouldNotContain("<script");
        mail.Html!.ShouldNotContain("href=\"http://evil");
        mail.Html!.ShouldNotContain("<h2>Virsraksts");
        mail.Text.Split('\n').Count(l => l.Contains("DROP TABLE", StringComparison.Ordinal)).ShouldBe(2);
        foreach (var sheet in new[] { "Results", "Print" })
        {
            var text = await browser.ReadAsync($"{path}?handler={sheet}");
            CsvRecords.Read(text.TrimStart('\uFEFF'), ';').SelectMany(r => r.Fields).ShouldAllBe(f => !f.StartsWith('='));
        }

        (await (await browser.GetAsync(path)).Content.ReadAsStringAsync()).ShouldNotContain("<script>alert");
        (await File.ReadAllTextAsync(Path.Combine(house.Data.Demo, "log.txt"))).ShouldNotContain("evil.example");
    }

    [Fact]
    public async Task Upload_OfAnotherTextMeanwhile_HasToBeLookedAtAnew()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(browser, Csv(2));
        var seen = CounterBrowser.Hidden(await (await browser.GetAsync(path)).Content.ReadAsStringAsync(), "mark");
        house.Time.Advance(TimeSpan.FromSeconds(1));
        await UploadAsync(browser, Csv(2), "Cits teksts.");

        (await browser.PostAsync(path, path, [("mark", seen), ("count", "2")])).StatusCode.ShouldBe(HttpStatusCode.OK);
        await house.SettleAsync();

        house.Sender.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task Provider_DownForHours_NothingPilesUp()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        await ConfirmAsync(browser, await UploadAsync(browser, Csv(200)), "200");
        house.Sender.IsDown = true;
        for (var minute = 0; minute < 10; minute++)
        {
            await house.MoveAsync(TimeSpan.FromMinutes(1));
        }

        (await house.SendsAsync()).Count.ShouldBeLessThanOrEqualTo(60);
        house.Sender.IsDown = false;
        for (var minute = 0; minute < 40; minute++)
        {
            await house.MoveAsync(TimeSpan.FromMinutes(1));
        }

        house.Sender.Left.Select(m => m.To.Single().Address).Distinct().Count().ShouldBe(200);
        house.Sender.Left.Count.ShouldBe(200);
    }

    [Fact]
    public async Task List_OfOthers_IsNotThere()
    {
        await using var house = await WayHouse.StartAsync();
        using var head = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(head, Csv(1));
        using var worker = await CounterBrowser.SignInAsync(house, house.Person(Roles.Worker).Id);
        using var foreigner = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head, "iecava").Id);

        foreach (var browser in new[] { worker, foreigner })
        {
            (await browser.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await browser.GetAsync($"{path}?handler=Results")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    private static string Csv(int mailed) =>
        "nr;vārds;uzvārds;e-pasts;adrese\n" + string.Concat(Enumerable.Range(1, mailed).Select(i => $"{i};Cilvēks{i};Izdomātā;c{i}@pasts.example;\n")) + "9999;=1+1;Bez;;Izdomu iela 9\n";

    private static async Task<string> UploadAsync(CounterBrowser browser, string csv, string note = "Saņemšana kultūras centrā 12. decembrī.")
    {
        var answer = await browser.PostAsync(
            "/lists", "/lists", [("kind", "christmas-parcel"), ("occasion", Occasion), ("note", note)], [("saraksts.csv", Encoding.UTF8.GetBytes(csv))], filesName: "file");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return answer.Headers.Location!.ToString();
    }

    private static async Task<HttpResponseMessage> ConfirmAsync(CounterBrowser browser, string path, string count) =>
        await browser.PostAsync(path, path, [("mark", CounterBrowser.Hidden(await (await browser.GetAsync(path)).Content.ReadAsStringAsync(), "mark")), ("count", count)]);
}
