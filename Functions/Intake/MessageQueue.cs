using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
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
    IIntakeLedger ledger,
    MessageStarter starter,
    MunicipalityDirectory municipalities,
    IPersonTasks tasks,
    IOptions<QueueOptions> options,
    TimeProvider time,
    ILogger<MessageQueue> logger)
{
    /// <summary>So many waiting messages of one municipality are a flood, and its head is told.</summary>
    public const int Flood = 500;

    private readonly ConcurrentDictionary<string, MessageLane> _lanes = new(StringComparer.Ordinal);
    private readonly QueueOptions _options = options.Value;
    private readonly QueueBytes _bytes = new(options.Value);

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
            await AdvanceAsync(lane, municipality, cancellation);
        }
        finally
        {
            lane.Gate.Release();
        }
    }

    /// <summary>What was begun is begun again where the hub no longer knows it; then what is next.</summary>
    public async Task RestartAsync(CancellationToken cancellation)
    {
        foreach (var id in _lanes.Values.SelectMany(l => l.Begun))
        {
            await starter.StartAsync(id, cancellation);
        }

        await AdvanceAsync(cancellation);
    }

    /// <summary>The scanner is silent: others may go on beside this one, up to <see cref="QueueOptions.MostWaitingForScanner"/>.</summary>
    public Task ParkAsync(IntakeRow row, CancellationToken cancellation)
    {
        var lane = Of(row.Municipality);
        return lane.Park(row.IntakeId) && lane.HasRoom ? AdvanceAsync(row.Municipality, cancellation) : Task.CompletedTask;
    }

    /// <summary>
    /// A step of it failed and is tried again for hours. Like one that waits for the scanner it leaves its place to others, so that a few that can never
    /// be worked on do not stop a municipality. Never fails itself: the failure of the step is what counts.
    /// </summary>
    public async Task FailedAsync(IntakeRow row, CancellationToken cancellation)
    {
        try
        {
            await ParkAsync(row, cancellation);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogNotAdvanced(problem, row.IntakeId);
        }
    }

    /// <summary>The message came to its end; when half of the places are free, they are filled.</summary>
    public async Task EndedAsync(IntakeRow row, CancellationToken cancellation)
    {
        LogEnded(row.IntakeId, row.Disposition);
        var lane = Of(row.Municipality);
        if (lane.End(row.IntakeId) && lane.HasRoom)
        {
            await AdvanceAsync(row.Municipality, cancellation);
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
                        Text = new(
                            $"Pastkastē ir neparasti daudz vēstuļu: savu kārtu gaida vairāk nekā {Flood}. Neviena nezūd; vēstules ar steidzamības vārdiem apstrādā vispirms.",
                            $"The mailbox has unusually many letters: more than {Flood} wait for their turn. None is lost; those with words of urgency are dealt with first."),
                        RaisedAt = time.GetUtcNow(),
                    },
                    cancellation);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Message {IntakeId} ended as {Disposition}.")]
    private partial void LogEnded(string intakeId, string disposition);

    [LoggerMessage(LogLevel.Warning, "Others could not be begun in place of the failing message {IntakeId}; the next look begins them.")]
    private partial void LogNotAdvanced(Exception problem, string intakeId);

    private async Task AdvanceAsync(MessageLane lane, string municipality, CancellationToken cancellation)
    {
        // One more than could be begun, so that somebody who waits is always among them, whatever order they have now.
        var next = await ledger.NextPendingAsync(municipality, _options.Most + 1, cancellation);
        foreach (var id in lane.Begun.Except(next.Select(r => r.IntakeId), StringComparer.Ordinal).ToList())
        {
            if (next.Count <= _options.Most || await ledger.FindAsync(id, cancellation) is not { Disposition: Dispositions.Pending })
            {
                lane.End(id);
            }
        }

        // Before anybody is refused: who ends from here on then looks for the next.
        lane.HasMore = next.Any(r => !lane.Knows(r.IntakeId));
        foreach (var row in next)
        {
            if (lane.TryBegin(row))
            {
                await starter.StartAsync(row.IntakeId, cancellation);
            }
        }

        lane.HasMore = next.Any(r => !lane.Knows(r.IntakeId));
    }

    private MessageLane Of(string municipality) => _lanes.GetOrAdd(municipality, _ => new MessageLane(_options, _bytes));
}
