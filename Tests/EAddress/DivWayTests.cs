using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Connectors.EAddress.Div;
using SocialWorkflows.Connectors.Files;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.EAddress;

/// <summary>The whole product with its e-address at the state's service, which is played by <see cref="FakeDiv"/>.</summary>
public sealed class DivWayTests
{
    [Fact]
    public async Task Way_ApplicationDecisionNoticeDelivery_ClosesTheCase()
    {
        await using var div = await StartAsync();
        await using var house = await OpenAsync(div);
        var reference = await ApplyAsync(div, house);

        await DecideAsync(house, reference);

        var sent = div.Messages.Where(m => m.From == DivHouse.Institution).ShouldHaveSingleItem();
        (sent.To, sent.Reference).ShouldBe((DivHouse.Berta, $"{reference.CaseId}-decision"));
        var state = await house.StateAsync(reference);
        (state.Notice!.Channel, state.Notice.SentOn, state.Notice.Evidence, state.Notice.By).ShouldBe(("e-address", house.Terms.DayOf(sent.At), $"e-adrese {sent.Id}", "machine"));
        sent.Files.ShouldHaveSingleItem().Payload.ShouldBe(await house.Get<IDocumentStore>().GetAsync(state.Decision!.FileId, CancellationToken.None));

        div.Notify(sent.Id, "MessageDelivered");
        await house.MoveAsync(TimeSpan.FromDays(60));

        (await house.StateAsync(reference)).Closed.ShouldNotBeNull();
        div.Messages.Count(m => m.From == DivHouse.Institution).ShouldBe(1);
        div.Notifications.ShouldBeEmpty();
        div.Wrongs.ShouldBeEmpty();
        (await File.ReadAllTextAsync(Path.Combine(house.Data.Demo, "log.txt"), TestContext.Current.CancellationToken)).ShouldNotContain("00015510015");
    }

    [Theory]
    [InlineData(FakeDiv.Trouble.BreakOff)]
    [InlineData(FakeDiv.Trouble.LoseAnswer)]
    internal async Task Take_KilledBetweenStoringAndConfirming_IsOneMessage(FakeDiv.Trouble trouble)
    {
        await using var div = await StartAsync();
        var house = await OpenAsync(div);
        var message = Application(div, house.Now);
        div.Deliver(message);
        div.Next("ConfirmMessage", trouble);
        await house.SettleAsync();
        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).Count.ShouldBe(1);

        await using var next = await house.RestartAsync();
        await next.SettleAsync();

        (await next.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem().Disposition.ShouldBe(Dispositions.NewCase);
        message.Confirmed.ShouldBe(1);
    }

    [Fact]
    public async Task Take_ManyWithTroubleAndRestarts_EachOnceAndAllConfirmed()
    {
        var random = new Random(20261122);
        await using var div = await StartAsync();
        var house = await OpenAsync(div);
        var messages = Enumerable.Range(0, 6).Select(i => Application(div, house.Now, $"Jautājums {i}")).ToList();
        foreach (var message in messages)
        {
            div.Deliver(message);
            if (random.Next(3) == 0)
            {
                div.Deliver(message);
            }
        }

        string[] operations = ["GetMessageList", "GetMessage", "ConfirmMessage"];
        for (var round = 0; round < 3; round++)
        {
            div.Next(operations[random.Next(operations.Length)], (FakeDiv.Trouble)random.Next(5) is var t && t == FakeDiv.Trouble.AnswerLate ? FakeDiv.Trouble.Deep : t);
            div.Next("ConfirmMessage", FakeDiv.Trouble.LoseAnswer);
            await house.SettleAsync();
            house = await house.RestartAsync();
        }

        await using var last = house;
        await house.SettleAsync();
        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).Count.ShouldBe(messages.Count);
        messages.ShouldAllBe(m => m.Confirmed == 1);
    }

    [Fact]
    public async Task Take_Unreadable_APersonIsToldAndTheRestGoesOn()
    {
        await using var div = await StartAsync();
        await using var house = await OpenAsync(div);
        div.Deliver(new FakeDivMessage
        {
            Id = div.NextId(),
            From = DivHouse.Berta,
            To = DivHouse.Institution,
            At = house.Now,
            Files = [new FakeDivFile("0", "x.pdf", "x"u8.ToArray()) { Digest = "AAAA" }],
        });
        div.Deliver(Application(div, house.Now));

        await house.SettleAsync();

        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem();
        (await house.TasksAsync()).Where(t => t.Kind == "e-address").ShouldHaveSingleItem();
        div.Messages.Count(m => m.Confirmed == 0).ShouldBe(1, "what nobody could read is not acknowledged");
    }

    /// <summary>F24: the notice waits with the service; a person hears of it while another channel is still possible.</summary>
    [Fact]
    public async Task F24_ServiceFailsAtTheDayOfTheNotice_IsATaskAndNothingIsSentTwice()
    {
        await using var div = await StartAsync();
        await using var house = await OpenAsync(div);
        var reference = await ApplyAsync(div, house);
        div.Failing.Add("SendMessage");

        await DecideAsync(house, reference);
        await house.MoveAsync(TimeSpan.FromMinutes(20));
        (await house.TasksAsync()).Where(t => t.Kind == "e-address" && t.SubjectId == reference.CaseId).ShouldHaveSingleItem().Text.Latvian.ShouldContain("izvēlieties citu likumīgu veidu");
        (await house.StateAsync(reference)).Notice.ShouldBeNull();

        div.Failing.Clear();
        await house.SettleAsync();
        (await house.StateAsync(reference)).Notice.ShouldNotBeNull();
        div.Messages.Count(m => m.From == DivHouse.Institution).ShouldBe(1);
    }

    [Theory]
    [InlineData("EAddress:Mode", "soap", "'folders', 'div' or 'off'")]
    [InlineData("EAddress:Div:Endpoint", "http://localhost/x", "https")]
    [InlineData("EAddress:Div:Endpoint", "", "Endpoint is missing")]
    [InlineData("EAddress:Div:ServerAuthoritiesFile", "/nowhere.pem", "ServerAuthoritiesFile")]
    [InlineData("EAddress:Div:Accounts:smiltene:Address", "_PRIVATE@00015510015", "institution's own")]
    [InlineData("EAddress:Div:Accounts:smiltene:Title", "", "Title is empty")]
    [InlineData("EAddress:Div:Accounts:smiltene:CertificateFile", "/nowhere.pem", "names no file")]
    [InlineData("EAddress:Div:Accounts:smiltene:Certificate", "MIIB", "not both")]
    [InlineData("EAddress:Div:Accounts:smiltene:FormerCertificates:0", "no base64!", "no PKCS #12 in Base64")]
    [InlineData("EAddress:Div:Accounts:nowhere:Address", "_DEFAULT@1", "no municipality")]
    [InlineData("EAddress:Div:AskFor", "00:00:00", "AskFor")]
    [InlineData("EAddress:Div:MaxAnswerBytes", "5", "MaxAnswerBytes")]
    public async Task Start_SettingsThatCannotBeUsed_StopsAndSaysWhichAndWhat(string name, string value, string said)
    {
        using var pki = new DivPki();
        var settings = Settings(pki, pki.Issue("smiltene"), "https://localhost/UnifiedService.svc");
        settings[name] = value;

        var problem = await Should.ThrowAsync<InvalidDataException>(() => WayHouse.StartAsync(settings: settings));

        problem.Message.ShouldContain(said);
        problem.Message.ShouldNotContain("00015510015");
    }

    [Fact]
    public async Task Start_CertificateWithoutItsKey_StopsAndSaysSo()
    {
        using var pki = new DivPki();
        var settings = Settings(pki, pki.Issue("smiltene"), "https://localhost/UnifiedService.svc");
        settings["EAddress:Div:Accounts:smiltene:CertificateFile"] = pki.AuthoritiesFile;

        (await Should.ThrowAsync<InvalidDataException>(() => WayHouse.StartAsync(settings: settings))).Message.ShouldContain("its RSA key");
    }

    [Fact]
    public async Task Start_CertificateAsTheVaultGivesIt_Works()
    {
        await using var div = await StartAsync();
        var settings = Settings(div);
        var file = settings["EAddress:Div:Accounts:smiltene:CertificateFile"]!;
        settings.Remove("EAddress:Div:Accounts:smiltene:CertificateFile");
        settings["EAddress:Div:Accounts:smiltene:Certificate"] = Convert.ToBase64String(X509Certificate2.CreateFromPemFile(file).Export(X509ContentType.Pkcs12));
        await using var house = await WayHouse.StartAsync(time: (SimulatedTime)div.Time, settings: settings);

        await ApplyAsync(div, house);

        div.Messages.ShouldHaveSingleItem().Confirmed.ShouldBe(1);
    }

    [Fact]
    public async Task Start_NoticesWaitForAnAccountThatTheSettingsNoLongerHave_IsRefused()
    {
        var root = Directory.CreateTempSubdirectory("socialworkflows-div-").FullName;
        await new DivNotices(new FolderKeptFiles(Path.Combine(root, "e-address-service")), "smiltene", limits: null).LayAsync(DivHouse.Notice(), CancellationToken.None);

        (await Should.ThrowAsync<InvalidDataException>(() => WayHouse.StartAsync(root))).Message.ShouldContain("Notices of smiltene");
    }

    [Fact]
    public async Task Start_NoticesWaitingInTheFolders_StopsAndSaysWho()
    {
        using var pki = new DivPki();
        var root = Directory.CreateTempSubdirectory("socialworkflows-test-").FullName;
        Directory.CreateDirectory(Path.Combine(root, "e-address", "smiltene", "out", "c1-decision"));

        (await Should.ThrowAsync<InvalidDataException>(() => WayHouse.StartAsync(root, settings: Settings(pki, pki.Issue("smiltene"), "https://localhost/UnifiedService.svc")))).Message.ShouldContain("'smiltene'");
    }

    [Fact]
    public async Task Start_Off_NothingIsLaidReadyForTheEAddress()
    {
        await using var house = await WayHouse.StartAsync(settings: new Dictionary<string, string?> { ["EAddress:Mode"] = "off" });
        await house.SettleAsync();

        Directory.Exists(house.Data.EAddress).ShouldBeFalse();
    }

    private static async Task<FakeDiv> StartAsync()
    {
        var div = await FakeDiv.StartAsync(new SimulatedTime(DemoFolder.Beginning));
        div.Active.Add(DivHouse.Berta);
        return div;
    }

    internal static Dictionary<string, string?> Settings(FakeDiv div)
    {
        var certificate = div.Pki.Issue("smiltene");
        div.Register(certificate, DivHouse.Institution);
        return Settings(div.Pki, certificate, div.Address.ToString());
    }

    private static Dictionary<string, string?> Settings(DivPki pki, X509Certificate2 certificate, string address)
    {
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["EAddress:Mode"] = "div",
            ["EAddress:Div:Endpoint"] = address,
            ["EAddress:Div:ServerAuthoritiesFile"] = pki.AuthoritiesFile,
            ["EAddress:Div:Accounts:smiltene:Address"] = DivHouse.Institution,
            ["EAddress:Div:Accounts:smiltene:Title"] = "Smiltenes novada Sociālais dienests",
            ["EAddress:Div:Accounts:smiltene:CertificateFile"] = pki.FileOf(certificate),
        };
    }

    private static Task<WayHouse> OpenAsync(FakeDiv div) => WayHouse.StartAsync(time: (SimulatedTime)div.Time, settings: Settings(div));

    private static FakeDivMessage Application(FakeDiv div, DateTimeOffset at, string title = "Iesniegums par aprūpi mājās") => new()
    {
        Id = div.NextId(),
        From = DivHouse.Berta,
        To = DivHouse.Institution,
        At = at,
        Title = title,
        Files = [new FakeDivFile("0", "iesniegums.pdf", "%PDF-1.4 iesniegums"u8.ToArray())],
    };

    private static async Task<CaseRef> ApplyAsync(FakeDiv div, WayHouse house)
    {
        div.Deliver(Application(div, house.Now));
        await house.SettleAsync();
        var row = (await house.Intake.ListAsync("smiltene", Dispositions.NewCase, CancellationToken.None)).ShouldHaveSingleItem();
        return new CaseRef("smiltene", row.CaseId!);
    }

    private static async Task DecideAsync(WayHouse house, CaseRef reference)
    {
        await house.DoAsync(reference, Verbs.ReviewDocuments, [.. WayHouse.Review().Where(i => i.Name is not ("channel" or "address"))]);
        await house.AssessAsync(reference);
        await house.ProposeAsync(reference);
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
    }
}
