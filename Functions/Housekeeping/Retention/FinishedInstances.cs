using System.Text.Json;
using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>
/// Histories of finished orchestrations whose case or message is kept longer: they hold ids and steps of the machine, and the journal tells the same. They go
/// after the term of <see cref="RetentionKinds.Instance"/>, without anybody's approval; those of a case that is open stay. A message that took several runs keeps all or none:
/// while the hub has a failed run, the one after it tells that it was followed.
/// </summary>
internal sealed partial class FinishedInstances(
    DurableTaskClient client, ICaseJournal journal, IIntakeLedger intake, MunicipalityDirectory municipalities,
    IOptions<RetentionOptions> options, ClockGuard clock, TimeProvider time, ILogger<FinishedInstances> logger)
{
    /// <summary>Purged in one night; the next goes on.</summary>
    public const int MostInANight = 500;

    /// <returns>How many were purged.</returns>
    public async Task<int> PurgeAsync(CancellationToken cancellation)
    {
        if (options.Value.LegalHold || !await clock.MayDestroyAsync(cancellation))
        {
            return 0;
        }

        var ruled = municipalities.All.Where(m => TermOf(m) is not null).Select(m => m.Pack.Id).ToHashSet(StringComparer.Ordinal);
        if (ruled.Count == 0)
        {
            return 0;
        }

        // No term of a pack is shorter than a year.
        List<string> due = [];
        var query = new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed], CreatedTo = time.GetUtcNow().AddYears(-1), FetchInputsAndOutputs = true };
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (await OwnerAsync(instance, cancellation) is { } owner && ruled.Contains(owner) && IsOver(owner, instance))
            {
                due.AddRange((await RunsAsync(owner, instance, cancellation)).Except(due));
                if (due.Count >= MostInANight)
                {
                    break;
                }
            }
        }

        // After the listing: what goes meanwhile would move its pages.
        foreach (var instance in due)
        {
            await client.PurgeInstanceAsync(instance, cancellation);
        }

        if (due.Count > 0)
        {
            LogPurged(due.Count);
        }

        return due.Count;
    }

    /// <summary>The municipality of a case that is closed or destroyed, or of a message that ended; null while the hub must know the instance.</summary>
    private async Task<string?> OwnerAsync(OrchestrationMetadata instance, CancellationToken cancellation)
    {
        if (InputOf<CaseInput>(instance, FunctionNames.ApplicationOrchestrator) is { Municipality: not null, CaseId: not null } its)
        {
            return await journal.ReadAsync(its.Reference, cancellation) is { State.Closed: null } ? null : its.Municipality;
        }

        return InputOf<MessageInput>(instance, FunctionNames.MessageOrchestrator) is { IntakeId: { } id } && await intake.FindAsync(id, cancellation) is { EndedAt: not null } row
            ? row.Municipality
            : null;
    }

    /// <summary>Null for another orchestrator, and for an input that is none of ours: it keeps nothing else from its turn.</summary>
    private static T? InputOf<T>(OrchestrationMetadata instance, string name)
        where T : class
    {
        try
        {
            return instance.Name == name ? instance.ReadInputAs<T>() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What goes with an instance that is over, oldest first: of a message every run, once all are over.</summary>
    private async Task<IReadOnlyList<string>> RunsAsync(string owner, OrchestrationMetadata instance, CancellationToken cancellation)
    {
        if (InputOf<MessageInput>(instance, FunctionNames.MessageOrchestrator) is not { } message)
        {
            return [instance.InstanceId];
        }

        List<string> runs = [];
        foreach (var run in Revival.RunsOf(message.IntakeId))
        {
            if (await client.GetInstanceAsync(run, cancellation) is not { } there)
            {
                continue;
            }

            if (there.IsRunning || !IsOver(owner, there))
            {
                return [];
            }

            runs.Add(run);
        }

        return runs;
    }

    private bool IsOver(string municipality, OrchestrationMetadata instance)
    {
        var found = municipalities.Get(municipality);
        return TermOf(found)!.EndOf(found.Terms.DayOf(instance.LastUpdatedAt)) <= found.Terms.DayOf(time.GetUtcNow());
    }

    private RetentionClass? TermOf(Municipality municipality) =>
        municipality.Pack.Retention?.Find(RetentionKinds.Instance, municipality.Terms.DayOf(time.GetUtcNow())) is { Confirmed: true } rule ? rule : null;

    [LoggerMessage(LogLevel.Information, "Histories of finished orchestrations past their term: {Count} purged.")]
    private partial void LogPurged(int count);
}
