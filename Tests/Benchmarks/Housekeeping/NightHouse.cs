using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Benchmarks.Housekeeping;

/// <summary>The embedded stores with records that are past their term and approved.</summary>
internal sealed class NightHouse : IAsyncDisposable
{
    private const string Municipality = "smiltene";
    private const string Head = "sm-vaditaja";

    private readonly WebApplication _app;
    private readonly string _root;

    private NightHouse(WebApplication app, string root) => (_app, _root) = (app, root);

    public static double PeakMegabytes
    {
        get
        {
            using var own = Process.GetCurrentProcess();
            return own.PeakWorkingSet64 / (1024.0 * 1024);
        }
    }

    public static async Task<NightHouse> StartAsync(int cases, int messages)
    {
        var root = Directory.CreateTempSubdirectory("socialworkflows-nights-").FullName;
        var packs = Path.Combine(root, "packs");
        Copy(PackFolder.DefaultRoot, packs);
        await File.WriteAllTextAsync(
            Path.Combine(packs, Municipality, "retention.json"),
            """
            { "graceDays": 30, "source": "benchmark", "classes": [
              { "id": "case", "years": 2, "confirmed": true, "validFrom": "2026-01-01", "source": "benchmark" },
              { "id": "message", "years": 2, "confirmed": true, "validFrom": "2026-01-01", "source": "benchmark" } ] }
            """);
        var data = DataFolder.Open(Path.Combine(root, "data"));
        var time = new SimulatedTime(DemoFolder.Beginning);
        var app = await QuietApp.StartAsync(data, time, packs);
        var house = new NightHouse(app, root);
        await house.FillAsync(cases, messages);
        time.Advance(TimeSpan.FromDays(3 * 366));
        await house.ApproveAsync(cases + messages);
        time.Advance(TimeSpan.FromDays(31));
        return house;
    }

    /// <summary>The next night's destruction.</summary>
    /// <returns>How many records were destroyed.</returns>
    public Task<int> NightAsync()
    {
        _app.Services.GetRequiredService<SimulatedTime>().Advance(TimeSpan.FromDays(1));
        return _app.Services.GetRequiredService<DestructionRound>().RunAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    private async Task FillAsync(int cases, int messages)
    {
        var intake = _app.Services.GetRequiredService<IIntakeLedger>();
        var journal = _app.Services.GetRequiredService<ICaseJournal>();
        var day = DateOnly.FromDateTime(DemoFolder.Beginning.UtcDateTime);
        await Parallel.ForAsync(0, cases, async (i, cancellation) =>
        {
            var reference = new CaseRef(Municipality, $"c{i:x16}");
            var (first, second) = (await AcceptAsync(2 * i, cancellation), await AcceptAsync((2 * i) + 1, cancellation));
            await journal.AppendAsync(new Append { Case = reference, Key = "received", Decide = append => Story(i, day, first, second, append) }, cancellation);
            await intake.DisposeAsync(first.IntakeId, Dispositions.NewCase, reference.CaseId, "signed", "machine", cancellation);
            await intake.DisposeAsync(second.IntakeId, Dispositions.ExistingCase, reference.CaseId, "reply", "machine", cancellation);
        });
        await Parallel.ForAsync(2 * cases, (2 * cases) + messages, async (i, cancellation) =>
        {
            var row = await AcceptAsync(i, cancellation);
            await intake.DisposeAsync(row.IntakeId, Dispositions.Machine, null, "autoreply", "machine", cancellation);
        });
    }

    private static IReadOnlyList<CaseEvent> Story(int i, DateOnly day, IntakeRow first, IntakeRow second, IAppendContext append) =>
    [
        new ApplicationReceived
        {
            IntakeId = first.IntakeId,
            Channel = "email",
            ReceivedAt = first.ReceivedAt,
            ReceivedOn = day,
            Applicant = new Applicant($"Vārds{i}", "Izdomātā", $"00{1 + (i % 12):D2}{i / 12 % 100:D2}-1{i / 1200:D4}"),
            ReplyTo = $"p{i}@inbox.example",
            MessageId = first.MessageId,
            Subject = "Iesniegums par aprūpi mājās",
            Files = [],
        },
        new ApplicationRegistered($"SD-2026/{append.NextNumber("SD-2026")}", "APR_MAJAS", day, Head) { OuterLimit = day.AddMonths(1) },
        new SafeModeSet(1, $"papildināts ar {second.IntakeId}", "", Head),
        new DiscontinuanceDropped(day, "Izbeigta.", Head),
        new CaseClosed(day),
    ];

    /// <summary>A mail of 20 KB, kept as it came.</summary>
    private async Task<IntakeRow> AcceptAsync(int i, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"mail {i} ").PadRight(20_000, '.'));
        var hash = await _app.Services.GetRequiredService<IDocumentStore>().PutAsync(bytes, cancellation);
        return await _app.Services.GetRequiredService<IIntakeLedger>().AcceptAsync(
            new AcceptedMessage
            {
                Municipality = Municipality,
                ProviderId = $"maildir:{i}",
                MessageId = $"{i}@residents.example",
                ContentHash = hash,
                IdentityHash = hash,
                Size = bytes.Length,
                ReceivedAt = DemoFolder.Beginning,
            },
            cancellation);
    }

    /// <summary>As the desk does it, without reading the book anew for each entry.</summary>
    private async Task ApproveAsync(int expected)
    {
        await _app.Services.GetRequiredService<DestructionList>().ProposeAsync(CancellationToken.None);
        var list = _app.Services.GetRequiredService<IRetentionLedger>();
        var books = _app.Services.GetRequiredService<IRecordBooks>();
        var rows = await list.ListAsync(Municipality, RetentionStates.Proposed, CancellationToken.None);
        if (rows.Count != expected)
        {
            throw new InvalidOperationException($"{rows.Count} of {expected} records are proposed: the figure would measure something else.");
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var body = JsonSerializer.Serialize(new DestructionDecided(rows[i].Kind, rows[i].SubjectId, RetentionStates.Approved), JsonSerializerOptions.Web);
            await books.AppendAsync(Municipality, DestructionBook.Name, i, Head, body, CancellationToken.None);
            await list.ReplaceAsync(rows[i].Then(RetentionStates.Approved, rows[i].Steps[^1].At, Head), CancellationToken.None);
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
