using System.Collections.Concurrent;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Accepted messages wait in the ledger; only so many of each municipality are worked on at a time, the urgent ones first. So one flooded
/// municipality does not delay another, and what waits takes no memory. What this holds is only a count: the ledger says what is next, and an
/// orchestration that exists is never begun again.
/// </summary>
internal sealed partial class MessageQueue(
    IIntakeLedger ledger, MessageStarter starter, MunicipalityDirectory municipalities, IPersonTasks tasks, TimeProvider time, ILogger<MessageQueue> logger)
{
    /// <summary>Messages of one municipality that are worked on at a time.</summary>
    public const int Window = 64;

    /// <summary>Messages of one municipality that may wait for the scanner beside those; past this number the others wait, too.</summary>
    public const int MostParked = 1000;

    /// <summary>So many waiting messages of one municipality are a flood, and its head is told.</summary>
    public const int Flood = 500;

    private readonly ConcurrentDictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    /// <summary>Begins what is next, of every municipality.</summary>
    public async Task AdvanceAsync(CancellationToken cancellation)
    {
        foreach (var municipality in municipalities.All)
        {
            await AdvanceAsync(municipality.Pack.Id, cancellation);
        }
    }

    /// <summary>Begins what is next; one at a time for each municipality.</summary>
    public async Task AdvanceAsync(string municipality, CancellationToken cancellation)
    {
        var lane = Of(municipality);
        await lane.Gate.WaitAsync(cancellation);
        try
        {
            var most = Window + Math.Min(lane.Parked.Count, MostParked);
            var next = await ledger.NextPendingAsync(municipality, most + 1, cancellation);
            lane.Keep(next, most);
            foreach (var row in next.Take(most))
            {
                if (lane.Begun.TryAdd(row.IntakeId, true))
                {
                    await starter.StartAsync(row.IntakeId, cancellation);
                }
            }
        }
        finally
        {
            lane.Gate.Release();
        }
    }

    /// <summary>The scanner is silent: others may go on beside this one, up to <see cref="MostParked"/>.</summary>
    public Task ParkAsync(IntakeRow row, CancellationToken cancellation)
    {
        var lane = Of(row.Municipality);
        return lane.Parked.TryAdd(row.IntakeId, true) && lane.HasRoom ? AdvanceAsync(row.Municipality, cancellation) : Task.CompletedTask;
    }

    /// <summary>The message came to its end; when half of the places are free, they are filled.</summary>
    public async Task EndedAsync(IntakeRow row, CancellationToken cancellation)
    {
        LogEnded(row.IntakeId, row.Disposition);
        var lane = Of(row.Municipality);
        lane.Parked.TryRemove(row.IntakeId, out _);
        if (lane.Begun.TryRemove(row.IntakeId, out _) && lane.HasRoom)
        {
            await AdvanceAsync(row.Municipality, cancellation);
        }
    }

    /// <summary>What was begun is begun again where the hub no longer knows it.</summary>
    public void Forget()
    {
        foreach (var lane in _lanes.Values)
        {
            lane.Begun.Clear();
        }
    }

    /// <summary>Tells the head of a flooded municipality, once a day.</summary>
    public async Task TellFloodsAsync(CancellationToken cancellation)
    {
        foreach (var municipality in municipalities.All)
        {
            var id = municipality.Pack.Id;
            if (Of(id).HasMore && (await ledger.NextPendingAsync(id, Flood, cancellation)).Count == Flood)
            {
                await tasks.RaiseAsync(
                    new PersonTask
                    {
                        Key = $"flood:{municipality.Terms.DayOf(time.GetUtcNow()):yyyy-MM-dd}",
                        Municipality = id,
                        Role = Roles.Head,
                        Kind = "mail-flood",
                        Text = $"Pastkastē ir neparasti daudz vēstuļu: savu kārtu gaida vairāk nekā {Flood}. Neviena nezūd; vēstules ar steidzamības vārdiem apstrādā vispirms.",
                        RaisedAt = time.GetUtcNow(),
                    },
                    cancellation);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Message {IntakeId} ended as {Disposition}.")]
    private partial void LogEnded(string intakeId, string disposition);

    private Lane Of(string municipality) => _lanes.GetOrAdd(municipality, _ => new Lane());

    private sealed class Lane
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public ConcurrentDictionary<string, bool> Begun { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, bool> Parked { get; } = new(StringComparer.Ordinal);

        /// <summary>More waits than may be worked on.</summary>
        public bool HasMore { get; private set; }

        /// <summary>Half of the places are free, and somebody waits for them.</summary>
        public bool HasRoom => HasMore && Begun.Count - Parked.Count <= Window / 2;

        /// <summary>What another process ended is forgotten here, too.</summary>
        public void Keep(IReadOnlyList<IntakeRow> next, int most)
        {
            HasMore = next.Count > most;
            var pending = next.Select(r => r.IntakeId).ToHashSet(StringComparer.Ordinal);
            foreach (var id in Begun.Keys.Where(id => !pending.Contains(id)))
            {
                Begun.TryRemove(id, out _);
            }

            foreach (var id in HasMore ? [] : Parked.Keys.Where(id => !pending.Contains(id)))
            {
                Parked.TryRemove(id, out _);
            }
        }
    }
}
