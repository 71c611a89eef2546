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
/// after the term of <see cref="RetentionKinds.Instance"/>, without anybody's approval; those of a case that is open or failed stay.
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
        var query = new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Completed], CreatedTo = time.GetUtcNow().AddYears(-1), FetchInputsAndOutputs = true };
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (await OwnerAsync(instance, cancellation) is { } owner && ruled.Contains(owner) && IsOver(owner, instance))
            {
                due.Add(instance.InstanceId);
                if (due.Count == MostInANight)
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
        if (instance.Name == FunctionNames.ApplicationOrchestrator && instance.ReadInputAs<CaseInput>() is { } its)
        {
            return await journal.ReadAsync(its.Reference, cancellation) is { State.Closed: null } ? null : its.Municipality;
        }

        // A later run stays: while the hub has the failed first run, the second tells it that it was followed.
        return instance.Name == FunctionNames.MessageOrchestrator && instance.ReadInputAs<MessageInput>() is { IntakeId: { } id } && instance.InstanceId == MessageInput.InstanceOf(id)
            && await intake.FindAsync(id, cancellation) is { EndedAt: not null } row ? row.Municipality : null;
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
