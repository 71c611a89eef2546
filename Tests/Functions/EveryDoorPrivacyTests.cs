using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting.Telemetry;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.EAddress;
using SocialWorkflows.Tests.Functions.Doors;
using SocialWorkflows.Tests.Resident;
using SocialWorkflows.Tests.Support;
using SocialWorkflows.Tests.Teams;

namespace SocialWorkflows.Tests.Functions;

/// <summary>One house with every door open: what comes in by one of them leaves no trace at any other, nor in what is told of the work (I7).</summary>
public sealed partial class EveryDoorPrivacyTests
{
    private const string Word = PlantedWords.Word;
    private const string Registrar = "sm-lietvede";
    private const string Worker = "sm-darbiniece";
    private const string Head = "sm-vaditaja";
    private const string Auditor = "sm-revidente";
    private static readonly string EAddress = $"_PRIVATE@{PlantedWords.Bare(PlantedWords.CodeInTheEAddress)}";

    private static readonly byte[] Pdf = Encoding.UTF8.GetBytes($"%PDF-1.4 {Word}");

    private readonly ConcurrentQueue<string> _addresses = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doors_AllOfThemInOneHouse_LeaveNoTraceOutsideTheJournal()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var div = await FakeDiv.StartAsync(new SimulatedTime(DemoFolder.Beginning));
        div.Active.Add(EAddress);
        var settings = new Dictionary<string, string?>([.. collector.Settings, .. DivWayTests.Settings(div)]) { ["Resident:PublicAddress"] = "https://statuss.example/" };
        await using var teams = await TeamsHouse.StartAsync(
            time: (SimulatedTime)div.Time, settings: settings, more: services => services.AddSingleton<IStartupFilter>(new Listening(_addresses)));
        await teams.InstallAsync(Registrar, Worker, Head);
        var house = teams.Way;

        var byMail = await house.OpenCaseAsync(Application(house.Now));
        await ByTeamsAsync(teams, byMail);
        await OnTheStatusPageAsync(house);
        var byCounter = await AtTheCounterAsync(house);
        var byEAddress = await ByEAddressAsync(div, house);
        await ByNoticeAsync(div, house, byEAddress);
        await ByWorkplaceAsync(house, byCounter);
        var mails = string.Join('\n', house.Sender.Left.Select(m => $"{m.Subject} {m.Text} {m.Html} {m.MessageId} {m.OperationId} {m.From} {m.ReplyTo}"));
        await ByListAsync(house);
        await house.Get<FigureKeeper>().CountAsync(Cancellation);
        await house.Get<NightRound>().RunAsync(most: null, Cancellation);
        await teams.Courier.CatchUpAsync(Cancellation);
        await ReadEverythingAsync(house, byMail, byCounter, byEAddress);

        _addresses.Count.ShouldBeGreaterThan(100);
        var places = new Dictionary<string, string>
        {
            ["mails"] = mails,
            ["log"] = PlantedWords.Read(Path.Combine(house.Data.Demo, "log.txt")),
            ["paths"] = string.Join('\n', Directory.GetFileSystemEntries(house.Data.Root, "*", SearchOption.AllDirectories)),
            ["addresses"] = string.Join('\n', _addresses.Select(Uri.UnescapeDataString)),
            ["notifications of Teams"] = string.Join('\n', teams.Connector.Cards.Select(c => $"{c.Conversation} {c.ActivityId} {c.Summary}")),
            ["links of cards"] = string.Join('\n', teams.Connector.Cards.SelectMany(c => TeamsHouse.Actions(c.Card)).Select(a => Uri.UnescapeDataString(a["url"]?.GetValue<string>() ?? ""))),
            ["operator's page"] = await PlantedWords.OperatorsPageAsync(house),
            ["tasks"] = string.Join(' ', (await house.TasksAsync()).Select(t => $"{t.Key} {t.SubjectId} {t.Text}")),
            ["ids"] = $"{byMail} {byCounter} {byEAddress} {string.Join(' ', (await house.SendsAsync()).Select(s => s.OperationId))} {string.Join(' ', (await house.Intake.ListAsync("smiltene", null, Cancellation)).Select(r => $"{r.IntakeId} {r.Number}"))}",
            ["references of the e-address"] = string.Join('\n', div.Messages.Where(m => m.From == DivHouse.Institution).Select(m => m.Reference)),
        };
        PlantedWords.AddHub(places, house);
        await PlantedWords.AddTelemetryAsync(places, house, collector);

        places.ShouldAllBe(p => p.Value.Length > 0);
        PlantedWords.ShouldBeInNoneOf(places);
    }

    private static OutgoingMail Application(DateTimeOffset at) => Residents.Application("every-door", at, Residents.Person("every-door", $"{Word}a", $"{Word}e", PlantedWords.Code)) with
    {
        From = new MailAddress($"{Word} sūtītājs", $"{Word}@inbox.example"),
        Subject = $"Iesniegums par aprūpi mājās {Word}",
        Text = $"Lūdzu aprūpi mājās. {Word} slimība, 412,60 euro.",
    };

    private static async Task OnTheStatusPageAsync(WayHouse house)
    {
        using var resident = await ResidentHouse.EnterAsync(house);
        (await resident.PostAsync("/status", "/status?handler=Files", [("x", "y")], [($"{Word}.pdf", Pdf)])).StatusCode.ShouldBe(HttpStatusCode.OK);
        await house.SettleAsync();
        (await resident.PostAsync("/status", "/status/contact?handler=Ask", [("email", $"{Word}@jauna.example")])).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await resident.PostAsync("/status", "/status/contact?handler=Ask", [("email", $"{Word} nav adrese")])).StatusCode.ShouldBe(HttpStatusCode.OK);
        await house.SettleAsync();
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "contact-change");
    }

    private static async Task<CaseRef> AtTheCounterAsync(WayHouse house)
    {
        (string, string)[] planted =
        [
            .. CounterTests.Paper("2026-06-08").Where(f => f.Item1 is not ("given" or "surname" or "code" or "email" or "address")),
            ("given", $"{Word}s"), ("surname", $"{Word}is"), ("code", PlantedWords.CodeAtTheCounter), ("email", $"{Word}2@inbox.example"), ("address", $"{Word} iela 2, Smiltene"),
        ];
        using var browser = await CounterBrowser.SignInAsync(house, Registrar);
        (await browser.PostAsync("/counter", "/counter", [.. planted.Where(f => f.Item1 != "takenOn"), ("takenOn", Word)], [($"{Word}.pdf", Pdf)])).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.PostAsync("/counter/contact", "/counter/contact", [("way", "call"), ("given", Word), ("phone", "20000001"), ("about", $"{Word} lūdz aprūpi mājās. Vairs nevaru, pašnāvība.")])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var (_, reference) = await CounterTests.RegisterAsync(house, planted, ($"{Word}.pdf", Pdf));
        return reference!.Value;
    }

    private static async Task<CaseRef> ByEAddressAsync(FakeDiv div, WayHouse house)
    {
        var before = (await house.Intake.ListAsync("smiltene", Dispositions.NewCase, Cancellation)).Select(r => r.IntakeId).ToHashSet();
        div.Deliver(new FakeDivMessage
        {
            Id = div.NextId(),
            From = EAddress,
            To = DivHouse.Institution,
            At = house.Now,
            GivenName = $"{Word}o",
            Surname = $"{Word}o",
            Title = $"Iesniegums par aprūpi mājās {Word}",
            Text = $"Lūdzu aprūpi mājās. {Word}",
            Files = [new FakeDivFile("0", $"{Word}.pdf", Pdf)],
        });
        div.Deliver(new FakeDivMessage
        {
            Id = div.NextId(),
            From = EAddress,
            To = DivHouse.Institution,
            At = house.Now,
            Title = Word,
            Files = [new FakeDivFile("0", $"{Word}.pdf", Pdf) { Digest = "AAAA" }],
        });
        await house.SettleAsync();
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "e-address", "of the message that cannot be read");
        var row = (await house.Intake.ListAsync("smiltene", null, Cancellation)).Single(r => r.Disposition == Dispositions.NewCase && !before.Contains(r.IntakeId));
        return new CaseRef("smiltene", row.CaseId!);
    }

    /// <summary>The worker works on the only case there is yet, the head gives the proposal back: every text that a card asks for is planted.</summary>
    private static async Task ByTeamsAsync(TeamsHouse teams, CaseRef reference)
    {
        await TapAsync(Worker, Verbs.ReviewDocuments, [.. WayHouse.Review().Where(i => i.Name != "address"), ("address", $"{Word} iela 1")]);
        await TapAsync(Worker, Verbs.AssessNeeds, ("level", "2"), ("findings", Word));
        await TapAsync(Worker, Verbs.AssessIncome, ("monthlyIncome", "412,60"), ("householdSize", "1"), ("status", "none"), ("findings", Word));
        await TapAsync(Worker, Verbs.AssessCapacity, ("answer", "yes"), ("findings", Word));
        await TapAsync(Worker, Verbs.Propose, ("outcome", "refused"), ("findings", Word), ("reasoning", Word), ("reason", Word), ("hearing", Word), ("norm", WayHouse.Norm));
        await TapAsync(Head, Verbs.Return, ("comment", Word));
        (await teams.Way.ReadAsync(reference)).Entries.ShouldContain(e => e.Event is ProposalReturned);

        async Task TapAsync(string person, string verb, params (string Name, string Value)[] inputs)
        {
            await teams.Courier.CatchUpAsync(Cancellation);
            var answer = await teams.TapAsync(person, teams.CardOf(person, verb), verb, [.. inputs.Select(i => (i.Name, (JsonNode?)i.Value))]);
            answer["type"]!.GetValue<string>().ShouldBe("application/vnd.microsoft.card.adaptive", answer.ToJsonString());
        }
    }

    private static async Task ByNoticeAsync(FakeDiv div, WayHouse house, CaseRef reference)
    {
        await house.PrepareAsync(reference);
        await house.DoAsync(reference, Verbs.Propose, house.Grant(("findings", Word), ("reasoning", Word)));
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
        var sent = div.Messages.Where(m => m.From == DivHouse.Institution).ShouldHaveSingleItem();
        div.Notify(sent.Id, "MessageDelivered");
        await house.SettleAsync();
    }

    private static async Task ByWorkplaceAsync(WayHouse house, CaseRef reference)
    {
        await house.DoAsAsync(house.Person("worker"), reference, Verbs.Restrict, ("labels", "violence"), ("named", ""), ("reason", Word));
        using var auditor = await CounterBrowser.SignInAsync(house, Auditor);
        await auditor.PostAsync($"/cases/{reference.CaseId}", $"/cases/{reference.CaseId}?handler=Look", [("reason", $"{Word} {PlantedWords.Code}")]);
        using var worker = await CounterBrowser.SignInAsync(house, Worker);
        foreach (var text in new[] { Word, PlantedWords.Code, "412,60" })
        {
            (await worker.PostAsync("/", "/?handler=Search", [("text", text)])).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await house.TasksAsync()).ShouldContain(t => t.Kind == "restricted-look");
    }

    private static async Task ByListAsync(WayHouse house)
    {
        using var registrar = await CounterBrowser.SignInAsync(house, Registrar);
        var csv = $"nr;vārds;uzvārds;e-pasts;adrese\n1;{Word};{Word}e;{Word}3@inbox.example;\n2;{Word};Bez;;{Word} iela 9\n";
        var answer = await registrar.PostAsync(
            "/lists", "/lists", [("kind", "christmas-parcel"), ("occasion", "2026"), ("note", "Kultūras centrā.")], [($"{Word}.csv", Encoding.UTF8.GetBytes(csv))], filesName: "file");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var path = answer.Headers.Location!.ToString();
        using var head = await CounterBrowser.SignInAsync(house, Head);
        var mark = CounterBrowser.Hidden(await (await head.GetAsync(path)).Content.ReadAsStringAsync(), "mark");
        (await head.PostAsync(path, path, [("mark", mark), ("count", "2")])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await house.SettleAsync();
    }

    /// <summary>Every page that staff have, and every address that stands on one.</summary>
    private async Task ReadEverythingAsync(WayHouse house, params CaseRef[] cases)
    {
        foreach (var person in new[] { Registrar, Worker, Head, Auditor, "sm-uzturetajs" })
        {
            using var browser = await CounterBrowser.SignInAsync(house, person);
            string[] pages = ["/", "/?tab=all", "/?tab=by-due", "/tasks", "/review", "/duty", "/reports", "/lists", "/places", "/operator", .. cases.Select(c => $"/cases/{c.CaseId}")];
            foreach (var page in pages)
            {
                var answer = await browser.GetAsync(page);
                foreach (Match found in Link().Matches(await answer.Content.ReadAsStringAsync()))
                {
                    _addresses.Enqueue(WebUtility.HtmlDecode(found.Groups["to"].Value));
                }
            }
        }
    }

    [GeneratedRegex("""\b(href|src|action|formaction)="(?<to>[^"]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    /// <summary>Writes down each address that is asked for and each that a browser is sent to.</summary>
    private sealed class Listening(ConcurrentQueue<string> addresses) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                addresses.Enqueue($"{context.Request.Path}{context.Request.QueryString}");
                await following(context);
                addresses.Enqueue(context.Response.Headers.Location.ToString());
            });
            next(app);
        };
    }
}
