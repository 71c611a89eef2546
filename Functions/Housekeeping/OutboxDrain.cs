using SocialWorkflows.Casework.Cases;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>
/// Raises the nudges whose marks the journal keeps: right after a command, and again from Housekeeping for what a crash left.
/// </summary>
internal sealed partial class OutboxDrain(ICaseJournal journal, DurableTaskClient client, ILogger<OutboxDrain> logger)
{
    /// <summary>Returns how many marks were cleared. A nudge raised twice only makes an orchestration look twice.</summary>
    public async Task<int> DrainAsync(CancellationToken cancellation)
    {
        var marks = await journal.ReadMarksAsync(cancellation);
        foreach (var mark in marks)
        {
            await RaiseAsync(mark, cancellation);
            await journal.ClearMarkAsync(mark, cancellation);
        }

        return marks.Count;
    }

    private async Task RaiseAsync(OutboxMark mark, CancellationToken cancellation)
    {
        var input = new CaseInput(mark.Case.Municipality, mark.Case.CaseId, mark.Generation);
        if (mark.StartsInstance)
        {
            await StartAsync(input, cancellation);
        }

        foreach (var name in mark.EventNames)
        {
            await client.RaiseEventAsync(input.InstanceId, name, cancellation: cancellation);
        }
    }

    private async Task StartAsync(CaseInput input, CancellationToken cancellation)
    {
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

    [LoggerMessage(LogLevel.Debug, "The orchestration of case {CaseId} was started before.")]
    private partial void LogAlreadyStarted(string caseId);
}
