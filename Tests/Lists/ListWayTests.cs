using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Lists.Csv;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Support;
using static SocialWorkflows.Tests.Lists.ListSteps;

namespace SocialWorkflows.Tests.Lists;

/// <summary>A list on its way: looked at, let go, sent so many a minute, never twice.</summary>
public sealed class ListWayTests
{
    [Fact]
    public async Task Upload_AndAWrongCount_SendNothing()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(browser, Csv(3));
        var page = await browser.ReadAsync(path);
        page.ShouldContain("Derīgas rindas: 4; ar e-pastu: 3; bez e-pasta: 1");
        page.ShouldContain("pa e-pastu, gaida: 3");
        page.ShouldContain("pa pastu, vēstule vēl jāsagatavo: 1");
        page.ShouldContain("Ziemassvētku dāvanu paciņa");
        page.ShouldContain("Saņemšana kultūras centrā");

        (await ConfirmAsync(house, path, 3)).ShouldBe(HttpStatusCode.OK);
        await house.MoveAsync(TimeSpan.FromMinutes(5));

        house.Sender.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task List_LetGo_LeavesAtItsPaceAndNothingTwice()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(browser, Csv(70));
        (await ConfirmAsync(house, path, 71)).ShouldBe(HttpStatusCode.Redirect);
        List<int> left = [];
        for (var minute = 0; minute < 4; minute++)
        {
            await house.SettleAsync();
            left.Add(house.Sender.Left.Count);
            await house.MoveAsync(TimeSpan.FromMinutes(1));
        }

        left.ShouldBe([30, 60, 70, 70]);
        (await UploadAsync(browser, Csv(72))).ShouldBe(path);
        (await ConfirmAsync(house, path, 73)).ShouldBe(HttpStatusCode.Redirect);
        await house.MoveAsync(TimeSpan.FromMinutes(5));

        house.Sender.Left.Count.ShouldBe(72);
        house.Sender.Left.Select(m => m.To.Single().Address).Distinct().Count().ShouldBe(72);
        house.Sender.Left.ShouldAllBe(m => !m.Text.Contains("Izdomātā", StringComparison.Ordinal));
        var results = await browser.ReadAsync($"{path}?handler=Results");
        results.Split("\r\n").Count(l => l.Contains("nosūtīts", StringComparison.Ordinal)).ShouldBe(72);
        results.ShouldContain("\"pa pastu, vēstule gatava drukāšanai\"");
        results.ShouldContain("\"'=1+1 Bez\"");
        (await house.TasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("list-letters");
    }

    [Fact]
    public async Task StatusMail_WhileAListIsSent_LeavesAtOnce()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(browser, Csv(100));
        await ConfirmAsync(house, path, 101);
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
            await ConfirmAsync(house, await UploadAsync(browser, Csv(50)), 51);
        }

        await house.SettleAsync();
        house = await house.RestartAsync();
        await house.MoveAsync(TimeSpan.FromMinutes(3));

        house.Sender.Left.Count.ShouldBe(50);
        house.Sender.Left.Select(m => m.To.Single().Address).Distinct().Count().ShouldBe(50);
        await house.DisposeAsync();
    }

    /// <summary>Mail and letter, by code or by name and address, from another file or another row of the same.</summary>
    [Fact]
    public async Task Person_WithAChangedRow_GetsOneMailOrLetterForAnOccasion()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        const string head = "vārds;e-pasts;adrese;personas kods\n";
        var path = await UploadAsync(
            browser,
            head + "Anna;;Liepu 1;000140-20011\nOjārs;o@pasts.example;Ozolu 2;000141-10012\nZane Liepa;z@pasts.example;Kalna 3;\nRita;r@pasts.example;Ceļa 4;000142-10013\nRita R.;;Ceļa 4;000142-10013\nAnna;a4@pasts.example;;\n");
        (await browser.ReadAsync(path)).ShouldContain("tā pati persona: otru vēstuli nesūta: 1");
        await ConfirmAsync(house, path, 6);
        await house.MoveAsync(TimeSpan.FromMinutes(2));
        house.Sender.Left.Count.ShouldBe(4);
        await house.Get<SendEnds>().BouncedAsync((await house.SendsAsync()).Single(r => r.SubjectId == SubjectOf("r@pasts.example")), "address", "5.1.1", "", CancellationToken.None);

        await UploadAsync(
            browser,
            head + "Anna;anna@pasts.example;Liepu 1;000140-20011\nOjārs;;Ozolu 2;000141-10012\nLiepa Zane;cita@pasts.example;Kalna  3;\nRita;jauna@pasts.example;Ceļa 4;000142-10013\nZane Liepa;b@pasts.example;Kalna 3;000143-10014\n");
        await ConfirmAsync(house, path, 5);
        await house.MoveAsync(TimeSpan.FromMinutes(3));

        house.Sender.Left.Skip(4).Select(m => m.To.Single().Address).ShouldBe(["jauna@pasts.example"]);
        (await browser.ReadAsync(path)).ShouldNotContain("2. fails drukāšanai");
        var results = (await browser.ReadAsync($"{path}?handler=Results")).Split("\r\n");
        results[1].ShouldContain("vēstule gatava drukāšanai");
        results[2].ShouldContain("tā pati persona: otru vēstuli nesūta (o@pasts.example: pa e-pastu, nosūtīts)");
        results[3].ShouldContain("(z@pasts.example: pa e-pastu, nosūtīts)");
        results[5].ShouldContain("(z@pasts.example: pa e-pastu, nosūtīts)");

        string SubjectOf(string email)
        {
            var lists = house.Get<SendLists>().ListAsync("smiltene", CancellationToken.None).GetAwaiter().GetResult();
            return house.Get<ListResults>().SubjectOf(lists.Single(), new ListRow(1, "", "", email, ""));
        }
    }

    [Fact]
    public async Task Note_ThatIsNotEasy_IsNamedAndNotInTheEasyPart()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        const string hard = "Saskaņā ar procedūru pabalsts tiks izmaksāts (skat. 01.12.2026.), attiecīgi nodrošinot maksimālu informāciju.";
        var path = await UploadAsync(browser, Csv(1), hard);
        (await browser.ReadAsync(path)).ShouldContain("Jūsu teksts nav viegli lasāms");
        await ConfirmAsync(house, path, 2);
        await house.SettleAsync();

        var mail = house.Sender.Left.Single().Text;
        (mail.Split("procedūru").Length, mail.Contains("Vairāk ir rakstīts vēstulē.", StringComparison.Ordinal)).ShouldBe((2, true));
        PdfTools.Words(await BundleAsync(browser, path, 0)).Split("procedūru").Length.ShouldBe(2);
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
        await ConfirmAsync(house, await UploadAsync(browser, Csv(1)), 2);
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
        await ConfirmAsync(house, path, 2);
        await house.MoveAsync(TimeSpan.FromMinutes(2));

        house.Sender.Left.Skip(before).Single().To.Single().Address.ShouldBe("anna@inbox.example");
        (await browser.ReadAsync($"{path}?handler=Results")).ShouldContain("nesūtīt: pastāsta darbinieks");
    }

    /// <summary>Taken back, it goes by itself; where a person was told meanwhile, or too much time passed, nobody is written to.</summary>
    [Theory]
    [InlineData(false, 1, true)]
    [InlineData(true, 1, false)]
    [InlineData(false, 8, false)]
    public async Task Row_KeptBackBySafeMode_GoesAgainWhenItIsTakenBackUnlessSomebodyToldThem(bool isTold, int days, bool goes)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("app", house.Now));
        await house.DoAsync(reference, Verbs.SetSafeMode, ("mode", SafeModes.Silent), ("note", "Vardarbība."));
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(browser, "vārds;e-pasts\nBerta;berta@inbox.example\nAnna;anna@inbox.example\n");
        await ConfirmAsync(house, path, 2);
        await house.MoveAsync(TimeSpan.FromMinutes(2));
        await LookAsync(house);
        var subject = house.Sender.Left.Single(m => m.To.Single().Address == "anna@inbox.example").Subject;
        house.Sender.Left.Count(m => m.Subject == subject).ShouldBe(1, "it is not safe yet");
        var task = (await house.TasksAsync()).Single(t => t.Kind == "safe-mail" && t.SubjectId!.StartsWith("list-", StringComparison.Ordinal));
        if (isTold)
        {
            await house.Get<IPersonTasks>().CloseAsync(task.Municipality, task.Key, "p", "Pateikts.", CancellationToken.None);
        }

        await house.MoveAsync(TimeSpan.FromDays(days));
        await house.DoAsync(reference, Verbs.SetSafeMode, ("mode", SafeModes.Off), ("note", "Beidzies."));
        await LookAsync(house);

        await LookAsync(house);
        house.Sender.Left.Where(m => m.Subject == subject).Select(m => m.To.Single().Address).ShouldBe(goes ? ["anna@inbox.example", "berta@inbox.example"] : ["anna@inbox.example"]);
        (await house.TasksAsync()).Any(t => t.Key == task.Key).ShouldBe(!goes && !isTold);
    }

    [Fact]
    public async Task Rows_ThatComeBack_AreOneTaskWhileItIsOpen()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(browser, "vārds;e-pasts\nAnna;anna@inbox.example\nZane;zane@inbox.example\nInta;inta@inbox.example\n");
        await ConfirmAsync(house, path, 3);
        await house.MoveAsync(TimeSpan.FromMinutes(2));
        var sent = await house.SendsAsync();

        await house.Get<SendEnds>().BouncedAsync(sent[0], "address", "5.1.1", "", CancellationToken.None);
        await house.Get<SendEnds>().BouncedAsync(sent[1], "mailbox", "5.2.2", "", CancellationToken.None);

        var task = (await house.TasksAsync()).Where(t => t.Kind == "mail-bounced").ShouldHaveSingleItem();
        await house.Get<IPersonTasks>().CloseAsync(task.Municipality, task.Key, "p", "Vēstules gatavas.", CancellationToken.None);
        await house.Get<SendEnds>().BouncedAsync(sent[2], "address", "5.1.1", "", CancellationToken.None);
        (await house.TasksAsync()).Where(t => t.Kind == "mail-bounced").ShouldHaveSingleItem("one that comes back after the task was closed is told of");
    }

    private static async Task LookAsync(WayHouse house)
    {
        await house.Get<ListReleases>().LookAsync(CancellationToken.None);
        await house.MoveAsync(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Row_ThatComesBack_StandsInTheResultAndTheTaskLeadsToTheList()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(browser, "vārds;e-pasts;adrese\nAnna;anna@inbox.example;Izdomu iela 4\nZane;zane@inbox.example;\n");
        house.Sender.Script.Enqueue(FakeSender.Permanent);
        await ConfirmAsync(house, path, 2);
        await house.SettleAsync();
        var row = (await house.SendsAsync()).Single(r => r.State == SendStates.Sent);
        await house.Get<SendEnds>().BouncedAsync(row, "address", "5.1.1", "", CancellationToken.None);

        var results = (await browser.ReadAsync($"{path}?handler=Results")).Split("\r\n");
        results.Count(r => r.Contains("jāpārbauda", StringComparison.Ordinal)).ShouldBe(1);
        results.Count(r => r.Contains("nav piegādāts", StringComparison.Ordinal)).ShouldBe(1);
        (await browser.ReadAsync("/tasks")).ShouldContain($"href=\"{path}\"");
    }

    [Fact]
    public async Task Texts_OfAttackers_AreInertInMailCsvAndLog()
    {
        const string attack = "=HYPERLINK(\"http://evil.example\") {{7*7}} ${jndi:ldap://x} <script>alert(1)</script> '; DROP TABLE x;-- %s%n [a](http://evil.example)\n# Virsraksts\n--- easy";
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var cell = $"\"{attack.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var path = await UploadAsync(browser, $"vārds;e-pasts;adrese\n{cell};anna@inbox.example;{cell}\n{cell};;Cita iela 1, {cell.Trim('"').Replace(";", ",", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal).Replace("\"\"", "'", StringComparison.Ordinal)}\n", attack);
        await ConfirmAsync(house, path, 2);
        await house.SettleAsync();

        var mail = house.Sender.Left.Single();
        mail.Text.ShouldContain("{{7*7}} ${jndi:ldap://x} <script>alert(1)</script>");
        mail.Html!.ShouldNotContain("<script");
        mail.Html!.ShouldNotContain("href=\"http://evil");
        mail.Html!.ShouldNotContain("<h2>Virsraksts");
        mail.Text.Split('\n').Count(l => l.Contains("DROP TABLE", StringComparison.Ordinal)).ShouldBe(1);
        CsvRecords.Read((await browser.ReadAsync($"{path}?handler=Results")).TrimStart('\uFEFF'), ';').SelectMany(r => r.Fields).ShouldAllBe(f => !f.StartsWith('='));
        var letter = PdfTools.Words(await BundleAsync(browser, path, 0));
        letter.ShouldContain("{{7*7}} ${jndi:ldap://x} <script>alert(1)</script>");
        PdfTools.Structure(await BundleAsync(browser, path, 0)).Split("H1").Length.ShouldBe(2);
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
        await ConfirmAsync(house, await UploadAsync(browser, Csv(200)), 201);
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
    public async Task List_OfOthers_IsNotTheirs()
    {
        await using var house = await WayHouse.StartAsync();
        using var head = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(head, Csv(1));
        using var worker = await CounterBrowser.SignInAsync(house, house.Person(Roles.Worker).Id);
        using var foreigner = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head, "iecava").Id);

        foreach (var (browser, answer) in new[] { (worker, HttpStatusCode.Forbidden), (foreigner, HttpStatusCode.NotFound) })
        {
            (await browser.GetAsync(path)).StatusCode.ShouldBe(answer);
            (await browser.GetAsync($"{path}?handler=Results")).StatusCode.ShouldBe(answer);
        }
    }

    [Fact]
    public async Task List_LookedAt_IsWrittenDownAndARefusedLookIsNot()
    {
        await using var house = await WayHouse.StartAsync();
        using var head = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(head, Csv(1));
        using var worker = await CounterBrowser.SignInAsync(house, house.Person(Roles.Worker).Id);
        using var registrar = await CounterBrowser.SignInAsync(house, house.Person(Roles.Registrar).Id);

        await worker.GetAsync(path);
        await registrar.ReadAsync(path);

        var looks = await house.Get<ILooks>().ListAsync("smiltene", path.Split('/')[^1], null, 10, CancellationToken.None);
        (looks[0].PersonId, looks[0].Kind).ShouldBe((house.Person(Roles.Registrar).Id, LookKinds.List));
        looks.ShouldNotContain(l => l.PersonId == house.Person(Roles.Worker).Id);
    }

    [Fact]
    public async Task Confirm_ByWhoBroughtIt_IsRefusedInWords()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(browser, Csv(1));
        var page = await (await browser.GetAsync(path)).Content.ReadAsStringAsync();
        WebUtility.HtmlDecode(page).ShouldContain("Sarakstu apstiprina cita persona");
        page.ShouldNotContain("name=\"count\"");
        using var second = await CounterBrowser.SignInAsync(house, house.Person(Roles.Registrar).Id);
        var mark = await HiddenAsync(second, path, "mark");

        (await browser.PostAsync("/lists", path, [("mark", mark), ("count", "2")])).StatusCode.ShouldBe(HttpStatusCode.OK);
        await house.SettleAsync();

        house.Sender.Left.ShouldBeEmpty();
        (await ConfirmAsync(second, path, 2)).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Rows_WithoutEMail_BecomeLettersOnceAndAPersonPostsThem()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        const string two = "vārds;adrese\nJānis Ozols-Paraugs;\"Izdomu iela 2\nSmiltene, LV-4729\"\nŅina Ķēniņa;Izdomu iela 3\n";
        var path = await UploadAsync(browser, two);
        await ConfirmAsync(house, path, 2);
        await house.SettleAsync();

        var letters = PdfTools.Text(await BundleAsync(browser, path, 0));
        letters.ShouldContain("Adresāts: Jānis Ozols-Paraugs");
        letters.ShouldContain("Izdomu iela 2, Smiltene, LV-4729");
        letters.ShouldContain("Adresāts: Ņina Ķēniņa");
        letters.ShouldContain("Saņemšana kultūras centrā 12. decembrī.");
        letters.Split("1 (2)").Length.ShouldBe(3);
        var task = (await house.TasksAsync()).ShouldHaveSingleItem();
        (task.Kind, task.Text.Latvian.Contains("drukāšanai: 2", StringComparison.Ordinal)).ShouldBe(("list-letters", true));

        (await browser.PostAsync(path, $"{path}?handler=Posted", [("file", await HiddenAsync(browser, path, "file"))])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await house.TasksAsync()).ShouldBeEmpty();
        (await browser.ReadAsync($"{path}?handler=Results")).Split("vēstule nodota").Length.ShouldBe(3);

        await UploadAsync(browser, two + "Zane Liepa;Izdomu iela 4\n");
        await ConfirmAsync(house, path, 3);
        await house.SettleAsync();
        var more = PdfTools.Text(await BundleAsync(browser, path, 1));
        more.ShouldContain("Zane Liepa");
        more.ShouldNotContain("Ozols");
        house.Sender.Left.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("vārds;adrese\nIzdomātā Berta;Izdomu iela 1\nAnna;Izdomu iela 2\n")]
    [InlineData("vārds;personas kods;adrese\nB. I.;{code};Izdomu iela 1\nAnna;;Izdomu iela 2\n")]
    [InlineData("vārds;e-pasts\nberta izdomātā;cits@pasts.example\nAnna;anna@pasts.example\n")]
    public async Task Row_OfAProtectedPersonByNameCodeOrOldCase_GoesToAPerson(string csv)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("app", house.Now));
        await house.DoAsync(reference, Verbs.SetSafeMode, ("mode", SafeModes.Silent), ("note", "Vardarbība."));
        var code = (await house.StateAsync(reference)).Received!.Applicant.PersonalCode;
        var before = house.Sender.Left.Count;
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(browser, csv.Replace("{code}", code, StringComparison.Ordinal));
        (await browser.ReadAsync(path)).ShouldContain("nesūtīt: pastāsta darbinieks, kā norunāts: 1");
        await ConfirmAsync(house, path, 2);
        await house.MoveAsync(TimeSpan.FromMinutes(2));

        house.Sender.Left.Skip(before).SelectMany(m => m.To).ShouldAllBe(t => t.Address == "anna@pasts.example");
        var tasks = await house.TasksAsync();
        tasks.Where(t => t.Kind == "safe-mail").ShouldHaveSingleItem();
        if (tasks.Any(t => t.Kind == "list-letters"))
        {
            var letters = PdfTools.Text(await BundleAsync(browser, path, 0));
            letters.ShouldContain("Anna");
            letters.ShouldNotContain("Izdomu iela 1");
        }

        (await browser.ReadAsync($"{path}?handler=Results")).Split("\r\n")[1].ShouldContain("nesūtīt");
    }

    [Fact]
    public async Task Mail_ThatComesBack_BecomesALetterWhenAPersonAsks()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var path = await UploadAsync(browser, "vārds;e-pasts;adrese\nAnna;anna@inbox.example;Izdomu iela 4\n");
        await ConfirmAsync(house, path, 1);
        await house.SettleAsync();
        await house.Get<SendEnds>().BouncedAsync((await house.SendsAsync()).Single(), "address", "5.1.1", "", CancellationToken.None);

        (await browser.PostAsync(path, $"{path}?handler=Letters", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.PostAsync(path, $"{path}?handler=Letters", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        PdfTools.Text(await BundleAsync(browser, path, 0)).ShouldContain("Izdomu iela 4");
        (await browser.ReadAsync(path)).ShouldNotContain("2. fails drukāšanai");
    }

    [Fact]
    public async Task Upload_Of200Megabytes_IsRefusedBeforeItIsRead()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var body = new CountedStream(200L * 1024 * 1024);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/lists", UriKind.Relative)) { Content = new StreamContent(body) };
        request.Headers.ExpectContinue = true;
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        request.Content.Headers.ContentLength = body.Length;

        using var answer = await browser.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).ShouldContain("Nosūtītais ir par lielu");
        body.Position.ShouldBeLessThan(1024 * 1024);
    }

    [Fact]
    public async Task Preview_Of2000Rows_TakesSeconds()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, house.Person(Roles.Head).Id);
        var rows = string.Concat(Enumerable.Range(1, 2000).Select(i => $"{i};Cilvēks{i} Izdomātais;{(i % 3 == 0 ? "" : $"c{i}@pasts.example")};Izdomu iela {i}\n"));
        var watch = Stopwatch.StartNew();
        var path = await UploadAsync(browser, "nr;vārds;e-pasts;adrese\n" + rows);
        var page = await browser.ReadAsync(path);

        page.ShouldContain("pa e-pastu, gaida: 1334");
        page.ShouldContain("pa pastu, vēstule vēl jāsagatavo: 666");
        TestContext.Current.TestOutputHelper?.WriteLine($"uploaded, read and counted in {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        await ConfirmAsync(house, path, 2000);
        await house.SettleAsync();
        (await browser.ReadAsync(path)).ShouldContain("2. fails drukāšanai (PDF), vēstules: 166");
        TestContext.Current.TestOutputHelper?.WriteLine($"confirmed, 666 letters and 30 mails made in {watch.ElapsedMilliseconds} ms");
    }

    private static async Task<byte[]> BundleAsync(CounterBrowser browser, string path, int index)
    {
        var page = await browser.ReadAsync(path);
        var file = Regex.Matches(page, "handler=Print&(?:amp;)?file=(?<id>[0-9a-f]{64})", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))[index].Groups["id"].Value;
        return await (await browser.GetAsync($"{path}?handler=Print&file={file}")).Content.ReadAsByteArrayAsync();
    }

    /// <summary>So many with an e-mail, and one person without.</summary>
    private static string Csv(int mailed) =>
        "nr;vārds;uzvārds;e-pasts;adrese\n" + string.Concat(Enumerable.Range(1, mailed).Select(i => $"{i};Cilvēks{i};Izdomātā;c{i}@pasts.example;\n")) + "9999;=1+1;Bez;;Izdomu iela 9\n";
}
