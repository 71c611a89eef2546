using SocialWorkflows.Casework.Cases;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>
/// Sees to the marks the journal keeps: what an append asks for besides (sibling cases, tasks) is done, then the nudge raised. Right
/// after a command, and again from Housekeeping for what a crash left.
/// </summary>
internal sealed partial class OutboxDrain(ICaseJournal journal, CaseFollowUps followUps, DurableTaskClient client, TimeProvider time, ILogger<OutboxDrain> logger)
{
    /// <summary>Long before Teams gives a card's answer up (15 s).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Returns how many marks were cleared. A nudge raised twice only makes an orchestration look twice; one that cannot be
    /// raised keeps its mark and holds up no other case.
    /// </summary>
    public async Task<int> DrainAsync(CancellationToken cancellation) => await DrainAsync(await journal.ReadMarksAsync(cancellation), cancellation);

    /// <summary>
    /// Only what this case asks for, and the siblings it opens: a person's click does not wait for what others left, and many
    /// clicks at once do not each carry out all the others.
    /// </summary>
    public async Task<int> DrainAsync(CaseRef reference, CancellationToken cancellation) =>
        await DrainAsync(await journal.ReadMarksOfAsync(reference, cancellation), cancellation);

    /// <summary>
    /// As <see cref="DrainAsync(CaseRef, CancellationToken)"/>, for somebody who waits for an answer: a hub that is slow keeps them no longer
    /// than <see cref="Patience"/>. The nudge then goes on by itself, and what stops it is left to Housekeeping.
    /// </summary>
    public async Task DrainSoonAsync(CaseRef reference, CancellationToken cancellation)
    {
        try
        {
            await DrainAsync(reference, CancellationToken.None).WaitAsync(Patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            LogSlow(reference.CaseId);
        }
    }

    private async Task<int> DrainAsync(IReadOnlyList<OutboxMark> marks, CancellationToken cancellation)
    {
        var (cleared, opened) = (0, 0);
        foreach (var mark in marks)
        {
            try
            {
                opened += await followUps.DoAsync(mark.Case, cancellation);
                await RaiseAsync(mark, cancellation);
                await journal.ClearMarkAsync(mark, cancellation);
                cleared++;
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogNotRaised(problem, mark.Case.CaseId, mark.Version);
            }
        }

        // A sibling case that was opened has left a mark of its own.
        return opened > 0 ? cleared + await DrainAsync(cancellation) : cleared;
    }

    private async Task RaiseAsync(OutboxMark mark, CancellationToken cancellation)
    {
        // The hub may have lost the instance (an older copy was restored): the journal knows the case, a new one continues it.
        var input = new CaseInput(mark.Case.Municipality, mark.Case.CaseId, mark.Generation);
        await EnsureStartedAsync(input, cancellation);
        foreach (var name in mark.EventNames)
        {
            await client.RaiseEventAsync(input.InstanceId, name, cancellation: cancellation);
        }
    }

    /// <summary>Starts the orchestration of this generation unless the hub knows it, finished or not.</summary>
    public async Task EnsureStartedAsync(CaseInput input, CancellationToken cancellation)
    {
        if (await client.GetInstanceAsync(input.InstanceId, cancellation) is not null)
        {
            return;
        }

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                FunctionNames.ApplicationOrchestrator,
                input,
                new StartOrchestrationOptions(input.InstanceId).WithDedupeStatuses(Enum.GetValues<OrchestrationRuntimeStatus>()),
                cancellation);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            LogAlreadyStarted(input.CaseId);
        }
    }

    [LoggerMessage(LogLevel.Error, "The nudge of case {CaseId} version {Version} could not be raised; it is tried again.")]
    private partial void LogNotRaised(Exception problem, string caseId, long version);

    [LoggerMessage(LogLevel.Warning, "The task hub is slow: the nudge of case {CaseId} is still being raised.")]
    private partial void LogSlow(string caseId);

    [LoggerMessage(LogLevel.Debug, "The orchestration of case {CaseId} was started before.")]
    private partial void LogAlreadyStarted(string caseId);
}
