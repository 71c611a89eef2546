using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>
/// The orchestrator held against <see cref="Standing"/>: started anew over every prefix of every journal of a demo run, it comes
/// to wait for exactly what the pure function names.
/// </summary>
public sealed class PrefixTests
{
    [Fact]
    public async Task Orchestrator_OverEveryPrefixOfTheDemo_WaitsAsStandingSays()
    {
        var journals = await DemoJournalsAsync();
        await using var house = await WayHouse.StartAsync();
        var cut = new List<(CaseRef Case, DateTimeOffset At)>();
        foreach (var (entries, letters) in journals)
        {
            foreach (var (id, content) in letters)
            {
                (await house.Get<SocialWorkflows.Casework.Documents.IDocumentStore>().PutAsync(content, CancellationToken.None)).ShouldBe(id);
            }

            for (var length = 1; length <= entries.Count; length++)
            {
                var reference = new CaseRef("smiltene", $"c{cut.Count:x16}");
                foreach (var append in entries.Take(length).GroupBy(e => e.Key))
                {
                    await house.Journal.AppendAsync(
                        new Append { Case = reference, Key = append.Key, Decide = _ => [.. append.Select(e => Own(e.Event, reference))] }, CancellationToken.None);
                }

                cut.Add((reference, entries[length - 1].At));
            }
        }

        var sentBefore = house.Sender.Left.Count;
        foreach (var (reference, at) in cut.OrderBy(c => c.At))
        {
            house.Time.AdvanceTo(at);
            await house.Get<SocialWorkflows.Functions.Housekeeping.OutboxDrain>().EnsureStartedAsync(new CaseInput(reference.Municipality, reference.CaseId, 1), CancellationToken.None);
            await house.Get<SocialWorkflows.DurableTask.Embedded.EmbeddedTaskHub>().WhenIdleAsync();

            var record = await house.ReadAsync(reference);
            var instance = (await house.InstanceAsync(reference))!;
            var expected = record.State.Closed is not null
                ? string.Empty
                : Awaited.Of(record.Standing.Waits.Where(w => w.Step != Steps.Messages || record.Standing.Waits.Count == 1), record.Version).ToString();
            (instance.RuntimeStatus.ToString(), instance.ReadCustomStatusAs<string>() ?? string.Empty).ShouldBe(
                (record.State.Closed is null ? "Running" : "Completed", expected), $"{record.Standing.Stage} at version {record.Version}");
        }

        cut.Count.ShouldBeGreaterThan(100);
        house.Sender.Left.Skip(sentBefore).GroupBy(m => m.OperationId).ShouldAllBe(g => g.Count() == 1);
        await house.Get<SocialWorkflows.Functions.Notification.Sending.SendCourier>().DrainAsync(CancellationToken.None);
        (await house.SendsAsync()).Where(s => !SendStates.HasLeft(s.State)).Select(s => $"{s.OperationId} {s.State} {s.Detail}").ShouldBeEmpty();
        (await house.SendsAsync()).Count.ShouldBe(house.Sender.Left.Count);
    }

    /// <summary>Numbers must be unique among the many copies of one case.</summary>
    private static CaseEvent Own(CaseEvent fact, CaseRef reference) => fact switch
    {
        ApplicationRegistered registered => registered with { Number = $"{registered.Number}-{reference.CaseId}" },
        _ => fact,
    };

    private static async Task<List<(IReadOnlyList<JournalEntry> Entries, IReadOnlyList<(string Id, byte[] Content)> Letters)>> DemoJournalsAsync()
    {
        var root = Directory.CreateTempSubdirectory("socialworkflows-prefix-").FullName;
        using var data = DataFolder.Open(root);
        new DemoFolder(data.Demo).WriteClock(DemoFolder.Beginning);
        await using var session = DemoSession.Create(data, port: 0);
        await session.App.StartAsync();
        await session.Play.ToTheEndAsync(CancellationToken.None);
        var evidence = await DemoEvidence.CollectAsync(session.App.Services, CancellationToken.None);
        await session.App.StopAsync();
        return [.. evidence.Cases.Where(c => c.Case.Municipality == "smiltene").Select(c => (c.Entries, Letters(data, c.Entries)))];
    }

    private static IReadOnlyList<(string Id, byte[] Content)> Letters(DataFolder data, IReadOnlyList<JournalEntry> entries) =>
    [
        .. entries.Select(e => e.Event switch
            {
                DecisionSigned signed => signed.FileId,
                DocumentsRequested requested => requested.LetterFileId,
                _ => null,
            })
            .OfType<string>()
            .Select(id => (id, File.ReadAllBytes(Path.Combine(data.Documents, id[..2], id)))),
    ];
}
