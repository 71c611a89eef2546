using System.Security.Cryptography;
using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Mail.EAddress;
using SocialWorkflows.Tests.Casework.Packs;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Doors;

/// <summary>The official e-address as folders, through the running product.</summary>
public sealed class EAddressTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task Take_ApplicationOfAPerson_IsACaseAndConfirmedOnlyThen()
    {
        await using var house = await WayHouse.StartAsync();
        Put(house, "m1", Message("m1"), ("iesniegums.pdf", "%PDF-1.4 iesniegums"u8.ToArray()));

        await house.SettleAsync();

        var row = (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem();
        (row.Disposition, row.Reason).ShouldBe((Dispositions.NewCase, "e-address"));
        var state = await house.StateAsync(new CaseRef("smiltene", row.CaseId!));
        (state.Received!.Channel, state.ServiceId, state.Received.Applicant.FullName).ShouldBe(("e-address", "APR_MAJAS", "Berta Izdomātā"));
        state.Contact.ShouldBe(new Contact("e-address", "_PRIVATE@00015510015"));
        state.Files.ShouldHaveSingleItem().Scanner.ShouldBe("test scanner");
        Parts(house, "in").ShouldBeEmpty();
        Parts(house, "done").ShouldBe(["m1"]);
    }

    [Fact]
    public async Task B71_CryThatEndsInReview_TheDutyOfficerIsTold()
    {
        await using var house = await WayHouse.StartAsync();
        Put(house, "cry", Message("cry") with { From = "svešs", Text = "Es vairs nevaru, gribu nomirt." });

        await house.SettleAsync();

        var row = (await house.Intake.ListAsync("smiltene", Dispositions.Review, CancellationToken.None)).ShouldHaveSingleItem();
        row.Lane.ShouldBe(Lanes.Urgent);
        (await house.TasksAsync()).Single(t => t.Kind == "urgent-letter").SubjectId.ShouldBe(row.IntakeId);
    }

    [Fact]
    public async Task Take_SameMessageAgainAndAfterARestart_IsOne()
    {
        var house = await WayHouse.StartAsync();
        Put(house, "m1", Message("same"));
        await house.SettleAsync();
        Put(house, "m1-again", Message("same"));
        await house.SettleAsync();
        await using var next = await house.RestartAsync(_ => { });
        Put(next, "m1", Message("same"));
        await next.SettleAsync();

        (await next.Intake.ListAsync("smiltene", null, CancellationToken.None)).Count.ShouldBe(1);
        Parts(next, "done").Length.ShouldBe(3);
    }

    [Fact]
    public async Task Take_OtherContentUnderTheSameId_IsNotLost()
    {
        await using var house = await WayHouse.StartAsync();
        Put(house, "a", Message("same"));
        Put(house, "b", Message("same") with { Text = "Lūdzu naktspatversmi." });

        await house.SettleAsync();

        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Take_HalfWritten_WaitsThenIsComplete()
    {
        await using var house = await WayHouse.StartAsync();
        var folder = Put(house, "half", Message("half"), ("iesniegums.pdf", "%PDF-1.4"u8.ToArray()));
        File.WriteAllText(Path.Combine(folder, "iesniegums.pdf"), "%PD");
        Touch(folder, house.Now);
        await house.SettleAsync();
        Parts(house, "in").ShouldBe(["half"]);

        File.WriteAllText(Path.Combine(folder, "iesniegums.pdf"), "%PDF-1.4");
        await house.SettleAsync();

        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("{}")]
    [InlineData("""{"messageId":"x","from":"_PRIVATE@00015510015","receivedAt":"2026-06-08T05:00:00Z","files":[{"name":"a","file":"../../secret","sha256":"00"}]}""")]
    [InlineData("""{"messageId":"x","from":"_PRIVATE@00015510015","receivedAt":"2026-06-08T05:00:00Z","files":[{"name":"a","file":"absent.pdf","sha256":"00"}]}""")]
    [InlineData("""{"messageId":"x","from":"_PRIVATE@00015510015","receivedAt":"2026-06-08T05:00:00Z","files":null}""")]
    [InlineData("""{"messageId":"x","from":"_PRIVATE@00015510015","receivedAt":"2026-06-08T05:00:00Z","files":[null]}""")]
    [InlineData("""{"messageId":"x","from":"_PRIVATE@00015510015","receivedAt":"2026-06-08T05:00:00Z","files":[{"name":"a","file":"a\u0000b","sha256":"00"}]}""")]
    public async Task Take_Damaged_IsSetAsideAndAPersonIsTold(string json)
    {
        await using var house = await WayHouse.StartAsync();
        var folder = Path.Combine(Root(house), "in", "bad");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "message.json"), json);
        Touch(folder, house.Now);
        Put(house, "sound", Message("sound"));
        await house.SettleAsync();
        Parts(house, "in").ShouldBe(["bad"], "it may still be being written");
        Parts(house, "done").ShouldBe(["sound"], "one odd message never holds up the rest");

        await house.MoveAsync(TimeSpan.FromMinutes(31));
        await house.SettleAsync();

        Parts(house, "damaged").ShouldBe(["bad"]);
        (await house.TasksAsync()).Count(t => t.Kind == "e-address").ShouldBe(1);
        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Take_MarkBeforeTheJson_IsRead()
    {
        await using var house = await WayHouse.StartAsync();
        var folder = Put(house, "marked", Message("marked"));
        var file = Path.Combine(folder, "message.json");
        File.WriteAllBytes(file, [0xEF, 0xBB, 0xBF, .. File.ReadAllBytes(file)]);

        await house.SettleAsync();

        (await house.Intake.ListAsync("smiltene", Dispositions.NewCase, CancellationToken.None)).ShouldHaveSingleItem();
    }

    /// <summary>Terms count from the day of receipt: a day that cannot be would move them by decades.</summary>
    [Theory]
    [InlineData("2062-01-05T10:00:00Z")]
    [InlineData("2026-06-10T10:00:00Z")]
    [InlineData("1999-01-05T10:00:00Z")]
    public async Task Take_ReceivedOnADayThatCannotBe_CountsFromTodayAndAPersonIsTold(string day)
    {
        await using var house = await WayHouse.StartAsync();
        Put(house, "m1", Message("m1") with { ReceivedAt = DateTimeOffset.Parse(day, System.Globalization.CultureInfo.InvariantCulture) });

        await house.SettleAsync();

        var row = (await house.Intake.ListAsync("smiltene", Dispositions.NewCase, CancellationToken.None)).ShouldHaveSingleItem();
        var state = await house.StateAsync(new CaseRef("smiltene", row.CaseId!));
        (state.Received!.ReceivedOn, state.ServiceId).ShouldBe((house.Terms.DayOf(house.Now), "APR_MAJAS"));
        var task = (await house.TasksAsync()).Single(t => t.Kind == "e-address");
        (task.SubjectId, task.Role).ShouldBe((row.IntakeId, Roles.Registrar));
        task.Text.Latvian.ShouldContain($"{day[8..10]}.{day[5..7]}.{day[..4]}");
    }

    /// <summary>A cry is read by a person, also when it asks for a service: only a person closes the task, and it leads to the case.</summary>
    [Fact]
    public async Task B71_CryThatBecomesACase_TheTaskStaysOpenAndLeadsToTheCase()
    {
        await using var house = await WayHouse.StartAsync();
        Put(house, "cry", Message("cry") with { Text = "Gribu izdarīt pašnāvību. Lūdzu aprūpi mājās." });

        await house.SettleAsync();

        var row = (await house.Intake.ListAsync("smiltene", Dispositions.NewCase, CancellationToken.None)).ShouldHaveSingleItem();
        (await house.TasksAsync()).Single(t => t.Kind == "urgent-letter").SubjectId.ShouldBe(row.IntakeId);
        using var duty = await CounterBrowser.SignInAsync(house, house.Get<StaffDirectory>().People.First(p => p.Municipality == "smiltene" && p.Roles.Contains(Roles.Duty)).Id);
        (await duty.ReadAsync("/tasks")).ShouldContain($"/cases/{row.CaseId}");
    }

    [Theory]
    [InlineData("Paldies!")]
    [InlineData("Kad jūs strādājat svētku dienās?")]
    [InlineData("Apstrīdu lēmumu SD-2025/7.")]
    public async Task Take_NeitherFilesNorAService_APersonSaysWhetherItIsAnApplication(string text)
    {
        await using var house = await WayHouse.StartAsync();
        Put(house, "m1", Message("m1") with { Subject = "Ziņa", Text = text });
        await house.SettleAsync();
        var row = (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem();
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, DoorFiling.NoApplication));

        using var registrar = await CounterBrowser.SignInAsync(house, "sm-lietvede");
        (await registrar.ReadAsync($"/review/{row.IntakeId}")).ShouldContain($"/counter/{row.IntakeId}");
        (await registrar.PostAsync($"/counter/{row.IntakeId}", $"/counter/{row.IntakeId}", [])).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        await house.SettleAsync();

        (await house.Intake.FindAsync(row.IntakeId, CancellationToken.None))!.Disposition.ShouldBe(Dispositions.NewCase);
    }

    [Theory]
    [InlineData("""{"sentAt":"20.06.2026"}""")]
    [InlineData("""{"sentAt":"2026-06-20T10:00:00+03:00",,}""")]
    [InlineData("{}")]
    public async Task Notice_ConfirmationCannotBeRead_IsATaskAndTheCaseWaits(string json)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await DecidedAsync(house);
        var file = Path.Combine(Root(house), "out", $"{reference.CaseId}-decision", "confirmation.json");
        File.WriteAllText(file, json);
        File.SetLastWriteTimeUtc(file, house.Now.UtcDateTime);
        await house.SettleAsync();
        (await house.TasksAsync()).ShouldNotContain(t => t.Kind == "e-address", "it may still be being written");

        await house.MoveAsync(TimeSpan.FromMinutes(31));

        var task = (await house.TasksAsync()).Single(t => t.Kind == "e-address");
        task.SubjectId.ShouldBe(reference.CaseId);
        task.Text.Latvian.ShouldContain("confirmation.json");
        File.WriteAllBytes(file, [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes($$"""{"sentAt":"{{house.Now:O}}","reference":"EA-1"}""")]);
        await house.SettleAsync();
        (await house.StateAsync(reference)).Notice!.Evidence.ShouldBe("e-adrese EA-1");
    }

    /// <summary>B58, B79: names and titles of every kind are kept and shown, and break nothing.</summary>
    [Fact]
    public async Task B58_FilesWithAwkwardNames_AllKeptUnderOurIds()
    {
        await using var house = await WayHouse.StartAsync();
        var folder = Put(house, "names", Message("names") with { Subject = "Iesniegums\r\nBcc: x@y.example\u202E par aprūpi mājās {{7*7}}" });
        string[] names = ["CON", "aux.pdf", ".pdf", "..", "a\nb.pdf", "\u202Efdp.exe", "😀.pdf", new string('ā', 400), "same.pdf", "same.pdf"];
        var listed = names.Select((name, i) =>
        {
            var content = System.Text.Encoding.UTF8.GetBytes($"%PDF-1.4 {i}");
            File.WriteAllBytes(Path.Combine(folder, $"f{i}"), content);
            return new { name, file = $"f{i}", sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) };
        }).ToList();
        var message = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "message.json")))!;
        message["files"] = JsonSerializer.SerializeToNode(listed);
        File.WriteAllText(Path.Combine(folder, "message.json"), message.ToJsonString());

        await house.SettleAsync();

        var row = (await house.Intake.ListAsync("smiltene", Dispositions.NewCase, CancellationToken.None)).ShouldHaveSingleItem();
        var files = (await house.StateAsync(new CaseRef("smiltene", row.CaseId!))).Files;
        files.Count.ShouldBe(names.Length);
        files.Where(f => f.Name.Length == 0 || f.Name.Any(c => c is '/' or '\n' or '\u202E')).ShouldBeEmpty();
    }

    [Fact]
    public async Task Take_FromAnInstitution_GoesToAPerson()
    {
        await using var house = await WayHouse.StartAsync();
        Put(house, "i1", Message("i1") with { From = "_DEFAULT@90000000000" });

        await house.SettleAsync();

        (await house.Intake.ListAsync("smiltene", Dispositions.Review, CancellationToken.None)).ShouldHaveSingleItem().Reason.ShouldBe(EAddressSender.NoPerson);
    }

    [Fact]
    public async Task Take_SignedByAnotherPerson_GoesToAPerson()
    {
        await using var house = await WayHouse.StartAsync();
        var other = Residents.Person("cits-eadrese", "Cita", "Parakstītāja", "000160-10021");
        Put(house, "s1", Message("s1"), ("Iesniegums.edoc", Residents.Container(other, At, "Iesniegums.pdf")));

        await house.SettleAsync();

        (await house.Intake.ListAsync("smiltene", Dispositions.Review, CancellationToken.None)).ShouldHaveSingleItem().Reason.ShouldBe(EAddressSender.OtherSigner);
    }

    [Fact]
    public async Task Take_NumberOfOnesOwnCase_IsFiledThere()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("own", At));
        var number = (await house.StateAsync(reference)).Number!;
        Put(house, "own", Message("r1") with { Subject = $"Papildus dokumenti {number}" });
        Put(house, "stranger", Message("r2") with { Subject = $"Papildus dokumenti {number}", From = "_PRIVATE@00016010021", SenderName = "Cita Persona", Text = "Labdien!" });

        await house.SettleAsync();

        (await house.StateAsync(reference)).Messages.ShouldHaveSingleItem().MatchedBy.ShouldBe("case-number");
    }

    [Fact]
    public async Task Notice_ByEAddress_IsPreparedOnceAndItsConfirmationEndsTheWait()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await DecidedAsync(house);
        var folder = Path.Combine(Root(house), "out", $"{reference.CaseId}-decision");
        using var message = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "message.json")));
        message.RootElement.GetProperty("to").GetString().ShouldBe("_PRIVATE@00015510015");
        Directory.GetFiles(folder).Length.ShouldBe(2);

        File.WriteAllText(Path.Combine(folder, "confirmation.json"), $$"""{"sentAt":"{{house.Now:O}}","reference":"EA-1"}""");
        await house.SettleAsync();

        var notice = (await house.StateAsync(reference)).Notice!;
        (notice.Channel, notice.SentOn, notice.Evidence, notice.By).ShouldBe(("e-address", house.Terms.DayOf(house.Now), "e-adrese EA-1", "machine"));
        notice.ContestTerm.ShouldNotBeNull();
        Parts(house, "sent").Length.ShouldBe(1);
    }

    /// <summary>The terms count from that day, so nobody believes a day that cannot be; and the notice is out, so nobody forgets it either.</summary>
    [Theory]
    [InlineData(36 * 365)]
    [InlineData(1)]
    [InlineData(-40)]
    public async Task Notice_ConfirmedWithADayThatCannotBe_IsATaskAndStaysUntilItIsPutRight(int days)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await DecidedAsync(house);
        var folder = Path.Combine(Root(house), "out", $"{reference.CaseId}-decision");
        var wrong = house.Now.AddDays(days);
        File.WriteAllText(Path.Combine(folder, "confirmation.json"), $$"""{"sentAt":"{{wrong:O}}","reference":"EA-1"}""");
        await house.SettleAsync();
        await house.SettleAsync();

        (await house.StateAsync(reference)).Notice.ShouldBeNull();
        Directory.Exists(folder).ShouldBeTrue();
        var task = (await house.TasksAsync()).Single(t => t.Kind == "e-address");
        task.SubjectId.ShouldBe(reference.CaseId);
        task.Text.Latvian.ShouldContain(house.Terms.DayOf(wrong).ToString("dd.MM.yyyy", System.Globalization.CultureInfo.InvariantCulture));

        File.WriteAllText(Path.Combine(folder, "confirmation.json"), $$"""{"sentAt":"{{house.Now:O}}","reference":"EA-1"}""");
        await house.SettleAsync();

        (await house.StateAsync(reference)).Notice!.SentOn.ShouldBe(house.Terms.DayOf(house.Now));
        (await house.TasksAsync()).ShouldNotContain(t => t.Kind == "e-address");
        Parts(house, "sent").Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("address not active", "Pārbaudiet adresi")]
    [InlineData(EAddressLimits.Code, "par lielu")]
    public async Task Notice_Refused_MakesATaskAndTheCaseWaits(string problem, string told)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await DecidedAsync(house);
        var folder = Path.Combine(Root(house), "out", $"{reference.CaseId}-decision");

        File.WriteAllText(Path.Combine(folder, "confirmation.json"), $$"""{"sentAt":null,"reference":null,"problem":"{{problem}}"}""");
        await house.SettleAsync();

        (await house.StateAsync(reference)).Notice.ShouldBeNull();
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Notice]);
        var tasks = await house.TasksAsync();
        tasks.ShouldContain(t => t.Kind == "notice-returned" && t.SubjectId == reference.CaseId);
        tasks.ShouldContain(t => t.Kind == "e-address" && t.SubjectId == reference.CaseId && t.Text.Latvian.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Notice_LargerThanTheEAddressTakes_IsRefusedWhenItIsSignedAndSaysWhatToDo()
    {
        using var packs = new PackCopy();
        var doors = Path.Combine(packs.Root, "smiltene", "doors.json");
        File.WriteAllText(doors, File.ReadAllText(doors).Replace("\"maxFileBytes\": 10485760", "\"maxFileBytes\": 2048", StringComparison.Ordinal));
        await using var house = await WayHouse.StartAsync(packs: packs.Root);

        var refused = await Should.ThrowAsync<CommandRefusedException>(() => DecidedAsync(house));

        refused.Code.ShouldBe("e-address-limits");
        refused.Latvian.ShouldContain("2 kB");
        var row = (await house.Intake.ListAsync("smiltene", Dispositions.NewCase, CancellationToken.None)).ShouldHaveSingleItem();
        (await house.WaitsAsync(new CaseRef("smiltene", row.CaseId!))).ShouldBe([Steps.Signing], "it can still be made anew");
    }

    private static async Task<CaseRef> DecidedAsync(WayHouse house)
    {
        Put(house, "m1", Message("m1"));
        await house.SettleAsync();
        var row = (await house.Intake.ListAsync("smiltene", Dispositions.NewCase, CancellationToken.None)).ShouldHaveSingleItem();
        var reference = new CaseRef("smiltene", row.CaseId!);
        await house.DoAsync(reference, Verbs.ReviewDocuments, [.. WayHouse.Review().Where(i => i.Name is not ("channel" or "address"))]);
        await house.AssessAsync(reference);
        await house.ProposeAsync(reference);
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
        return reference;
    }

    private sealed record Dropped(string MessageId, string From, string SenderName, string Subject, string Text, DateTimeOffset ReceivedAt);

    private static Dropped Message(string id) =>
        new(id, "_PRIVATE@00015510015", "Berta Izdomātā", "Iesniegums par aprūpi mājās", "Lūdzu aprūpi mājās.", At);

    /// <summary>As an office does it: written aside, then renamed.</summary>
    private static string Put(WayHouse house, string name, Dropped message, params (string Name, byte[] Content)[] files)
    {
        var folder = Path.Combine(Root(house), "in", name);
        var aside = Directory.CreateDirectory(folder + ".tmp").FullName;
        foreach (var (file, content) in files)
        {
            File.WriteAllBytes(Path.Combine(aside, file), content);
        }

        File.WriteAllText(Path.Combine(aside, "message.json"), JsonSerializer.Serialize(new
        {
            messageId = message.MessageId,
            from = message.From,
            senderName = message.SenderName,
            subject = message.Subject,
            text = message.Text,
            receivedAt = message.ReceivedAt,
            files = files.Select(f => new { name = f.Name, file = f.Name, sha256 = Convert.ToHexStringLower(SHA256.HashData(f.Content)) }),
        }));
        Directory.Move(aside, folder);
        return folder;
    }

    private static void Touch(string folder, DateTimeOffset at)
    {
        foreach (var file in Directory.GetFiles(folder))
        {
            File.SetLastWriteTimeUtc(file, at.UtcDateTime);
        }

        Directory.SetLastWriteTimeUtc(folder, at.UtcDateTime);
    }

    private static string Root(WayHouse house) => Path.Combine(house.Data.EAddress, "smiltene");

    private static string[] Parts(WayHouse house, string part)
    {
        var folder = new DirectoryInfo(Path.Combine(Root(house), part));
        return folder.Exists ? [.. folder.GetDirectories().Select(d => d.Name).Order()] : [];
    }
}
