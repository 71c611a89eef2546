using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Hosting.Telemetry;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Words planted in every field of an application and of every card are found in no mail, log, hub, path, id, anchor, finding or operator's page (I7).</summary>
public sealed class PrivacyTests
{
    private const string Word = PlantedWords.Word;

    [Fact]
    public async Task Way_PlantedWordsEverywhere_LeaveNoTraceOutsideTheJournal()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var house = await WayHouse.StartAsync(settings: collector.Settings);
        var signer = Residents.Person("canary", $"{Word}a", $"{Word}e", "000133-10099");
        var container = Residents.Container(signer, house.Now, $"Iesniegums_{Word}.pdf", "izzina_par_ienakumiem.pdf");
        var mail = Residents.Letter("canary", house.Now) with
        {
            From = new MailAddress($"{Word} sūtītājs", $"{Word}@inbox.example"),
            Subject = $"Iesniegums par aprūpi mājās {Word}",
            Text = $"Lūdzu aprūpi mājās. {Word} slimība, 412,60 euro.",
            Attachments = [new OutgoingAttachment($"{Word}.edoc", "application/vnd.etsi.asic-e+zip", container)],
        };
        var reference = await house.OpenCaseAsync(mail);
        await house.DoAsync(reference, Verbs.ReviewDocuments, [.. WayHouse.Review("ARSTA_IZZINA").Where(i => i.Name != "address"), ("address", $"{Word} iela 1")]);
        var receipt = house.Sender.Left[0];
        house.Deliver(mail with { OperationId = "reply", MessageId = "reply@residents.example", To = [receipt.ReplyTo!], Subject = $"Re: {Word}" });
        house.Deliver(mail with { OperationId = "plain", MessageId = "plain@residents.example", Attachments = [] });
        await house.SettleAsync();
        await house.DoAsync(reference, Verbs.ReviewDocuments, [.. WayHouse.Review()]);
        await house.DoAsync(reference, Verbs.AssessNeeds, ("level", "2"), ("findings", Word));
        await house.DoAsync(reference, Verbs.AssessIncome, ("monthlyIncome", "412,60"), ("householdSize", "1"), ("status", "none"), ("findings", Word));
        await house.DoAsync(reference, Verbs.AssessCapacity, ("answer", "yes"), ("findings", Word));
        await house.DoAsync(
            reference, Verbs.Propose, ("outcome", "refused"), ("findings", Word), ("reasoning", Word), ("reason", Word), ("hearing", Word));
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
        await house.DoAsync(reference, Verbs.ConfirmNotice, ("sentOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("evidence", Word));

        (await house.StateAsync(reference)).Notice.ShouldNotBeNull();
        house.Sender.Left.Count.ShouldBe(4);
        await house.Get<FigureKeeper>().CountAsync(CancellationToken.None);
        var file = (await house.StateAsync(reference)).Files[0].FileId;
        await File.AppendAllTextAsync(Path.Combine(house.Data.Documents, file[..2], file), "x");
        await house.Get<NightRound>().RunAsync(most: null, CancellationToken.None);
        (await house.Get<SelfCheckMemory>().EndedAsync(CancellationToken.None))!.Findings.ShouldNotBeEmpty("a finding about a file that was planted, too");
        var places = new Dictionary<string, string>
        {
            ["mails"] = string.Join('\n', house.Sender.Left.Select(m => $"{m.Subject} {m.Text} {m.Html} {m.MessageId} {m.OperationId} {m.From} {m.ReplyTo}")),
            ["log"] = PlantedWords.Read(Path.Combine(house.Data.Demo, "log.txt")),
            ["paths"] = string.Join('\n', Directory.GetFileSystemEntries(house.Data.Root, "*", SearchOption.AllDirectories)),
            ["anchors"] = string.Concat(Directory.GetFiles(house.Data.Anchors).Select(PlantedWords.Read)),
            ["findings"] = string.Concat((await house.Get<SelfCheckMemory>().EndedAsync(CancellationToken.None))!.Findings),
            ["operator's page"] = await PlantedWords.OperatorsPageAsync(house),
            ["ids"] = $"{reference} {string.Join(' ', (await house.SendsAsync()).Select(s => s.OperationId))} {string.Join(' ', (await house.TasksAsync()).Select(t => t.Key + t.Text))}",
        };
        PlantedWords.AddHub(places, house);
        await PlantedWords.AddTelemetryAsync(places, house, collector);

        PlantedWords.ShouldBeInNoneOf(places);
    }

    /// <summary>What fails again and again until it is a person's: a case and a message, with their failures in the hub, in the log and in tasks.</summary>
    [Theory]
    [InlineData("register")]
    [InlineData("")]
    public async Task Processing_GivenUp_LeavesNoTraceOfThePersonEither(string key)
    {
        var interposer = new Interposer { Before = (_, append) => key.Length == 0 || append.Key == key ? throw new InvalidOperationException("disk") : Task.CompletedTask };
        await using var house = await WayHouse.StartAsync(interposer: interposer);
        var signer = Residents.Person("canary", $"{Word}a", $"{Word}e", "000133-10099");
        house.Deliver(Residents.Letter("canary", house.Now) with
        {
            From = new MailAddress($"{Word} sūtītājs", $"{Word}@inbox.example"),
            Subject = $"Iesniegums par aprūpi mājās {Word}",
            Text = $"Lūdzu aprūpi mājās. {Word} slimība, 412,60 euro.",
            Attachments = [new OutgoingAttachment($"{Word}.edoc", "application/vnd.etsi.asic-e+zip", Residents.Container(signer, house.Now, $"Iesniegums_{Word}.pdf", "izzina_par_ienakumiem.pdf"))],
        });
        await house.SettleAsync();
        await house.MoveAsync(TimeSpan.FromDays(2));
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "instance-failed");

        var places = new Dictionary<string, string>
        {
            ["log"] = PlantedWords.Read(Path.Combine(house.Data.Demo, "log.txt")),
            ["tasks"] = string.Concat(await house.TasksAsync()),
            ["operator's page"] = await PlantedWords.OperatorsPageAsync(house),
            ["paths"] = string.Join('\n', Directory.GetFileSystemEntries(house.Data.Root, "*", SearchOption.AllDirectories)),
        };
        PlantedWords.AddHub(places, house);
        PlantedWords.ShouldBeInNoneOf(places);
    }
}
