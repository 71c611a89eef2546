using System.Net;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>What an operator sees and does, over the running product: everything by its id, and nobody's name.</summary>
public sealed class OperatorPageTests
{
    private const string Staff = """
        [
          { "id": "reg", "municipality": "smiltene", "name": "Rita Reģistre", "position": "x", "roles": ["registrar", "worker"], "phone": "1" },
          { "id": "head", "municipality": "smiltene", "name": "Māra Lēmēja", "position": "x", "roles": ["head"], "phone": "1" },
          { "id": "op", "municipality": "smiltene", "name": "Otto Operators", "position": "x", "roles": ["operator"], "phone": "1" },
          { "id": "ie", "municipality": "iecava", "name": "Ieva", "position": "x", "roles": ["registrar", "worker", "head"], "phone": "1" },
          { "id": "ie-op", "municipality": "iecava", "name": "Oskars", "position": "x", "roles": ["operator"], "phone": "1" },
          { "id": "kr", "municipality": "kraslava", "name": "Krista", "position": "x", "roles": ["registrar", "worker", "head"], "phone": "1" }
        ]
        """;

    [Fact]
    public async Task Case_GivenUpByTheMachine_IsStartedAgainByTheOperatorOnceTheCauseIsMended()
    {
        var isBroken = true;
        var interposer = new Interposer { Before = (_, append) => append.Key == "register" && isBroken ? throw new InvalidOperationException("disk") : Task.CompletedTask };
        await using var house = await StartAsync(interposer);
        var reference = await house.OpenCaseAsync(Residents.Application("doomed", house.Now));
        await house.MoveAsync(TimeSpan.FromDays(2));
        var stopped = (await house.StateAsync(reference)).Generation;
        stopped.ShouldBe(Revival.MaximumRevivals + 1);
        isBroken = false;
        await house.MoveAsync(TimeSpan.FromDays(1));
        (await house.StateAsync(reference)).Generation.ShouldBe(stopped, "the machine has given up");
        using var op = await StaffBrowser.SignInAsync(house.Address, "op");
        using var neighbour = await StaffBrowser.SignInAsync(house.Address, "ie-op");

        var page = await op.ReadAsync("/operator");
        page.ShouldContain($"application-smiltene-{reference.CaseId}-g{stopped}");
        page.ShouldNotContain("Berta", customMessage: "ids only");
        (await neighbour.ReadAsync("/operator")).ShouldNotContain(reference.CaseId);
        (await PostAsync(neighbour, "Revive", ("caseId", reference.CaseId))).Body.ShouldContain("Lietu palaist no jauna nevar");
        (await PostAsync(op, "Revive", ("caseId", reference.CaseId))).Status.ShouldBe(HttpStatusCode.Redirect);
        await house.SettleAsync();

        var state = await house.StateAsync(reference);
        state.Generation.ShouldBe(stopped + 1);
        state.Number.ShouldNotBeNull("it went on");
        (await house.TasksAsync()).ShouldNotContain(t => t.Kind == "instance-failed");
        (await op.ReadAsync("/operator")).ShouldContain("Visas atvērtās lietas virzās pašas");
        (await PostAsync(op, "Revive", ("caseId", reference.CaseId))).Body.ShouldContain("Lietu palaist no jauna nevar", customMessage: "it is not dead");
        (await house.StateAsync(reference)).Generation.ShouldBe(stopped + 1);
    }

    [Fact]
    public async Task Provider_Down_PageAndHealthSaySoUntilARetryFindsItServes()
    {
        var sender = new FakeSender { IsDown = true };
        await using var house = await StartAsync(sender: sender);
        await house.OpenCaseAsync(Residents.Application("waits", house.Now));
        await house.MoveAsync(TimeSpan.FromMinutes(30));
        await house.Get<SocialWorkflows.Functions.Hosting.Telemetry.FigureKeeper>().CountAsync(CancellationToken.None);
        using var head = await StaffBrowser.SignInAsync(house.Address, "head");

        (await head.ReadAsync("/operator")).ShouldContain("nedarbojas kopš");
        var health = Newtonsoft.Json.Linq.JObject.Parse(await head.ReadAsync("/health"));
        ((string)health["checks"]!["sender"]!["status"]!).ShouldBe("degraded");
        ((long)health["checks"]!["sender"]!["ageSeconds"]!).ShouldBeGreaterThanOrEqualTo(30 * 60);

        sender.IsDown = false;
        house.Get<SendOutage>().Fail(null, TimeSpan.FromHours(1));
        await house.Get<SendCourier>().DrainAsync(CancellationToken.None);
        sender.Left.ShouldBeEmpty("the provider is left alone for an hour");
        (await PostAsync(head, "Retry")).Status.ShouldBe(HttpStatusCode.Redirect);
        await house.Get<SendCourier>().DrainAsync(CancellationToken.None);

        sender.Left.ShouldNotBeEmpty();
        (await head.ReadAsync("/operator")).ShouldNotContain("nedarbojas kopš");
        ((string)Newtonsoft.Json.Linq.JObject.Parse(await head.ReadAsync("/health"))["checks"]!["sender"]!["status"]!).ShouldBe("healthy");
    }

    [Fact]
    public async Task Page_OfTheNight_ShowsAnchorAndFindingsAndIsClosedToCasework()
    {
        await using var house = await StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("night", house.Now));
        using var op = await StaffBrowser.SignInAsync(house.Address, "op");
        (await op.ReadAsync("/operator")).ShouldContain("trūkst jaunāka enkura");
        var file = (await house.StateAsync(reference)).Files[0].FileId;
        await File.AppendAllTextAsync(Path.Combine(house.Data.Documents, file[..2], file), "x");
        await house.Get<NightRound>().RunAsync(most: null, CancellationToken.None);

        var page = await op.ReadAsync("/operator");

        page.ShouldContain($"{house.Now.UtcDateTime:yyyy-MM-dd}");
        page.ShouldContain($"Document {file}");
        page.ShouldNotContain("trūkst jaunāka enkura");
        using var worker = await StaffBrowser.SignInAsync(house.Address, "reg");
        (await worker.GetAsync("/operator")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await worker.ReadAsync("/tasks")).ShouldNotContain("href=\"/operator\"");
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(StaffBrowser browser, string handler, params (string, string)[] fields)
    {
        using var answer = await browser.SendAsync("/operator", $"/operator?handler={handler}", fields);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    private static async Task<WayHouse> StartAsync(Interposer? interposer = null, FakeSender? sender = null)
    {
        var root = Directory.CreateTempSubdirectory("socialworkflows-operator-").FullName;
        await File.WriteAllTextAsync(Path.Combine(root, "staff.json"), Staff);
        return await WayHouse.StartAsync(root, interposer: interposer, sender: sender);
    }
}
