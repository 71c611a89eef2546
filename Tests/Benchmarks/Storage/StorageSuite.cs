using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors;
using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Connectors.AzureStorage.Blobs;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;
using SocialWorkflows.Tests.Connectors.AzureStorage;

namespace SocialWorkflows.Benchmarks.Storage;

/// <summary>Our storage client beside a loop written by hand, against the same emulator, turn about in one run.</summary>
internal static class StorageSuite
{
    private const string Peer = "HttpClient by hand";

    /// <summary>Part of the raw rate that must be left: within 15 % of it.</summary>
    private const double Goal = 0.85;

    private const int Entries = 60;

    /// <summary>Calls before the first measurement: until the runtime has compiled for good what runs here.</summary>
    private const int WarmUp = 400;

    private static readonly CancellationToken Now = CancellationToken.None;

    public static IReadOnlyList<Row> Run(int rounds) => AzuritePeer.WhyNot is { } missing
        ? [new Row("storage", "1/s", 0, Peer, null, "higher", Goal, missing)]
        : RunAsync(rounds).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<Row>> RunAsync(int rounds)
    {
        var peer = await AzuritePeer.GetAsync();
        using var raw = new RawStorage(peer);
        var counting = new CountingTransport(peer.Transport());
        var account = new StorageAccount(peer.Endpoints, new TestCredential(), TimeProvider.System, transport: counting);
        var table = new StorageTable(account, "bench");
        var container = new BlobContainer(account, "bench");
        await table.CreateIfMissingAsync(Now);
        await container.CreateIfMissingAsync(Now);
        var value = new string('v', 500);
        var content = new byte[32 * 1024];
        Random.Shared.NextBytes(content);
        await table.InsertAsync(new TableEntity("p", "get") { ["Value"] = value }, Now);
        await container.PutAsync("get", content, BlobCondition.None, Now);
        var made = 0;
        await raw.BatchAsync("bench", "check", value);
        if ((await table.ListAsync(TableFilter.Partition("check"), Now)).Count != 50)
        {
            throw new InvalidOperationException("The batch by hand does not write what it should.");
        }


        List<Row> rows =
        [
            await RateAsync("table-insert", rounds, 500, "Rows of 500 characters, one after the other.",
                () => table.InsertAsync(new TableEntity("p", $"o{made++}") { ["Value"] = value }, Now), () => raw.InsertAsync("bench", $"r{made++}", value)),
            await RateAsync("table-get", rounds, 1000, "One row by its keys.", () => table.FindAsync("p", "get", Now), () => raw.GetAsync("bench", "get")),
            await RateAsync("table-batch-50", rounds, 60, "Batches of 50 rows in one partition; the unit is batches.",
                () => table.SubmitAsync(Batch($"b{made++}", value), Now), () => raw.BatchAsync("bench", $"b{made++}", value)),
            await RateAsync("blob-create-32k", rounds, 300, "Create-only, 32 KiB.",
                () => container.PutAsync($"o{made++}", content, BlobCondition.CreateOnly, Now), () => raw.PutAsync("bench", $"r{made++}", content)),
            await RateAsync("blob-get-32k", rounds, 600, "Whole blob of 32 KiB.", () => container.FindAsync("get", Now), () => raw.ReadAsync("bench", "get")),
        ];
        rows.AddRange(await CaseAsync(rounds, account, raw, counting));
        return rows;
    }

    /// <summary>The read that every page and activity makes: query, fold and chain, beside fetching the same bytes.</summary>
    private static async Task<IReadOnlyList<Row>> CaseAsync(int rounds, StorageAccount account, RawStorage raw, CountingTransport counting)
    {
        var store = new AzureCaseStore(account, "Bench", new CaseIndexKeys(code => code, reference => reference.CaseId, address => address), TimeProvider.System, NullLoggerFactory.Instance);
        await store.OpenAsync("bench", Now);
        var reference = new CaseRef("smiltene", "c1");
        await store.Journal.AppendAsync(new Append { Case = reference, Key = "received", Decide = _ => BenchCase.Events(Entries) }, Now);
        counting.Count = 0;
        var read = await store.Journal.ReadAsync(reference, Now);
        if (read?.Entries.Count != Entries)
        {
            throw new InvalidOperationException("The case was not read back whole.");
        }

        var requests = counting.Count;
        return
        [
            new Row("case-60-requests", "requests", requests, null, null, "lower", 1, "Requests to read a case of 60 journal events."),
            await RateAsync("case-60-read", rounds, 300, "The same case: fetched, parsed, its chain checked and folded, beside fetching the bytes only.",
                () => store.Journal.ReadAsync(reference, Now), () => raw.QueryAsync("BenchCases", CasePartition.KeyOf(reference)), goal: null),
        ];
    }

    private static async Task<Row> RateAsync(string name, int rounds, int calls, string note, Func<Task> ours, Func<Task> theirs, double? goal = Goal)
    {
        await TimeAsync(ours, WarmUp);
        await TimeAsync(theirs, WarmUp);
        List<double> our = [];
        List<double> their = [];
        for (var round = 0; round < rounds; round++)
        {
            our.Add(await TimeAsync(ours, calls));
            their.Add(await TimeAsync(theirs, calls));
        }

        return new Row(name, "1/s", Median.Of(our), Peer, Median.Of(their), "higher", goal, note);
    }

    /// <summary>Calls a second.</summary>
    private static async Task<double> TimeAsync(Func<Task> call, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            await call();
        }

        return calls / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static TableBatch Batch(string partition, string value)
    {
        var batch = new TableBatch(partition);
        for (var i = 0; i < 50; i++)
        {
            batch.Insert(new TableEntity(partition, $"{i}") { ["Value"] = value });
        }

        return batch;
    }
}
