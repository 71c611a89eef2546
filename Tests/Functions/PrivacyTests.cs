using System.Text;
using Microsoft.Extensions.Hosting;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Hosting.Telemetry;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Words planted in every field of an application and of every card are found in no mail, log, hub, path or id (I7).</summary>
public sealed class PrivacyTests
{
    private const string Word = "Zvirgzdputns";

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
        await house.Get<IEnumerable<IHostedService>>().OfType<Exporters>().Single().StopAsync(CancellationToken.None);
        var places = new Dictionary<string, string>
        {
            ["mails"] = string.Join('\n', house.Sender.Left.Select(m => $"{m.Subject} {m.Text} {m.Html} {m.MessageId} {m.OperationId} {m.From} {m.ReplyTo}")),
            ["log"] = Read(Path.Combine(house.Data.Demo, "log.txt")),
            ["paths"] = string.Join('\n', Directory.GetFileSystemEntries(house.Data.Root, "*", SearchOption.AllDirectories)),
            ["ids"] = $"{reference} {string.Join(' ', (await house.SendsAsync()).Select(s => s.OperationId))} {string.Join(' ', (await house.TasksAsync()).Select(t => t.Key + t.Text))}",
        };
        foreach (var file in Directory.GetFiles(house.Data.Root, "hub.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            places[Path.GetFileName(file)] = Read(file);
        }

        foreach (var signal in new[] { "traces", "metrics" })
        {
            places[signal] = collector.Of(signal);
            places[signal].Length.ShouldBeGreaterThan(0, signal);
        }

        places["log"].Length.ShouldBeGreaterThan(0);
        places.Keys.Count(k => k.StartsWith("hub.db", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
        foreach (var (name, text) in places)
        {
            foreach (var secret in new[] { Word, "000133-10099", "00013310099", "412,60", "aprūp" })
            {
                text.Contains(secret, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"'{secret}' stands in {name}");
            }
        }
    }

    private static string Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
