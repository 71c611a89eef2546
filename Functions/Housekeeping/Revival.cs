using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>
/// Starts dead orchestrations again from the journal: a failed one as the case's next generation (a message's under its next id), at most
/// <see cref="MaximumRevivals"/> times, then it is a person's; one the hub no longer knows under its own id. One that missed a nudge is nudged.
/// </summary>
internal sealed partial class Revival(
    ICaseJournal journal,
    ICaseBoard board,
    IIntakeLedger ledger,
    IPersonTasks tasks,
    OutboxDrain outbox,
    MessageQueue queue,
    DurableTaskClient client,
    MunicipalityDirectory municipalities,
    TimeProvider time,
    ILogger<Revival> logger)
{
    public const int MaximumRevivals = 3;

    private const string Reason = "instance-failed";

    /// <summary>Why a message whose orchestration failed again and again is in review. Persisted.</summary>
    public const string GivenUp = "processing-failed";

    /// <summary>Reason of a generation that an operator raised. Persisted.</summary>
    private const string ByHand = "revived-by-hand";

    private const string NextRun = "-r";

    /// <summary>Every orchestration that a message can have had, oldest first.</summary>
    public static IReadOnlyList<string> RunsOf(string intakeId) =>
        [.. Enumerable.Range(0, MaximumRevivals + 1).Select(n => n == 0 ? MessageInput.InstanceOf(intakeId) : $"{MessageInput.InstanceOf(intakeId)}{NextRun}{n}")];

    /// <summary>Failed orchestrations; the outbox mark of a raised generation starts the new one.</summary>
    public async Task ReviveFailedAsync(CancellationToken cancellation)
    {
        var query = new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Failed], FetchInputsAndOutputs = true };
        await foreach (var failed in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            try
            {
                await ReviveAsync(failed, cancellation);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogNotRevived(problem, failed.InstanceId);
            }
        }
    }

    private async Task ReviveAsync(OrchestrationMetadata failed, CancellationToken cancellation)
    {
        if (failed.Name == FunctionNames.ApplicationOrchestrator && failed.ReadInputAs<CaseInput>() is { } dead)
        {
            await ReviveAsync(dead, cancellation);
        }
        else if (failed.Name == FunctionNames.MessageOrchestrator && failed.ReadInputAs<MessageInput>() is { IntakeId: { } id }
            && await ledger.FindAsync(id, cancellation) is { } row)
        {
            await ReviveMessageAsync(row, failed.InstanceId, cancellation);
        }
    }

    /// <summary>Open cases and unfinished messages without an orchestration, or with one that is behind the journal: so a hub restored from an older copy leaves them.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        await queue.RestartAsync(cancellation);
        foreach (var municipality in municipalities.All)
        {
            foreach (var row in await board.ListAsync(municipality.Pack.Id, null, includeClosed: false, cancellation))
            {
                try
                {
                    await WakeAsync(row.Case, cancellation);
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    LogNotWoken(problem, row.Case.CaseId);
                }
            }
        }
    }

    /// <summary>An orchestration that has not looked at the newest entry is nudged: one nudge too many only makes it look once more.</summary>
    private async Task WakeAsync(CaseRef reference, CancellationToken cancellation)
    {
        if (await journal.ReadAsync(reference, cancellation) is not { } record)
        {
            // Destroyed a moment ago, or a row without a journal: the self-check names it.
            return;
        }

        var input = new CaseInput(record.Case.Municipality, record.Case.CaseId, record.State.Generation);
        if (await client.GetInstanceAsync(input.InstanceId, getInputsAndOutputs: true, cancellation) is not { } instance)
        {
            await outbox.EnsureStartedAsync(input, cancellation);
        }
        else if (instance.IsRunning && Awaited.Parse(instance.ReadCustomStatusAs<string>()) is { Nudges: [var nudge, ..], Version: var looked } && looked < record.Version)
        {
            await client.RaiseEventAsync(input.InstanceId, nudge, cancellation: cancellation);
        }
    }

    private async Task ReviveAsync(CaseInput dead, CancellationToken cancellation)
    {
        if (await journal.ReadAsync(dead.Reference, cancellation) is not { State: { Closed: null } state } || state.Generation != dead.Generation)
        {
            return;
        }

        if (dead.Generation > MaximumRevivals)
        {
            await TellAsync(
                dead.Municipality,
                dead.InstanceId,
                new(
                    "Lietas automātiskā virzība ir apstājusies. Sazinieties ar sistēmas uzturētāju; termiņi turpina ritēt.",
                    "The case no longer moves by itself. Speak to the operator; the terms run on."),
                cancellation);
            return;
        }

        await RaiseAsync(dead.Reference, dead.Generation, Reason, cancellation);
    }

    /// <summary>An operator mended the cause: one generation more, however often it was tried before.</summary>
    /// <returns>False when the case is closed or its orchestration is not dead.</returns>
    public async Task<bool> ReviveByHandAsync(CaseRef reference, string by, CancellationToken cancellation)
    {
        if (await journal.ReadAsync(reference, cancellation) is not { State: { Closed: null } state }
            || await client.GetInstanceAsync(CaseInput.InstanceOf(reference, state.Generation), cancellation) is not { RuntimeStatus: OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated } dead)
        {
            return false;
        }

        await RaiseAsync(reference, state.Generation, ByHand, cancellation);
        LogRevivedByHand(dead.InstanceId, by);
        await outbox.DrainAsync(reference, cancellation);
        await tasks.CloseAsync(reference.Municipality, KeyOf(dead.InstanceId), by, ByHand, cancellation);
        return true;
    }

    private async Task RaiseAsync(CaseRef reference, int generation, string reason, CancellationToken cancellation)
    {
        var next = generation + 1;
        await journal.AppendAsync(
            new Append
            {
                Case = reference,
                Key = $"generation:{next}",
                Wakes = true,
                Decide = append => append.State.Generation == generation ? [new GenerationRaised(next, reason)] : [],
            },
            cancellation);
    }

    /// <summary>The ledgers know what was done for a message, so its orchestration is simply begun again under the next id.</summary>
    private async Task ReviveMessageAsync(IntakeRow row, string deadInstance, CancellationToken cancellation)
    {
        var first = MessageInput.InstanceOf(row.IntakeId);
        var revivals = deadInstance.Length > first.Length && int.TryParse(deadInstance.AsSpan(first.Length + NextRun.Length), out var n) ? n : 0;
        if (revivals >= MaximumRevivals)
        {
            await ledger.DisposeAsync(row.IntakeId, Dispositions.Review, null, GivenUp, "machine", cancellation);
            await TellAsync(
                row.Municipality,
                row.IntakeId,
                new(
                    "Vēstules apstrāde ir apstājusies. Atveriet to pārskatāmo vēstuļu sarakstā un sazinieties ar sistēmas uzturētāju.",
                    "The letter no longer moves by itself. Open it on the review list and speak to the operator."),
                cancellation);
            return;
        }

        var next = $"{first}{NextRun}{revivals + 1}";
        if (await client.GetInstanceAsync(next, cancellation) is null)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(FunctionNames.MessageOrchestrator, new MessageInput(row.IntakeId), new StartOrchestrationOptions(next), cancellation);
        }
    }

    private Task TellAsync(string municipality, string subject, Bilingual text, CancellationToken cancellation) => tasks.RaiseAsync(
        new PersonTask
        {
            Key = KeyOf(subject),
            Municipality = municipality,
            Role = Roles.Head,
            Kind = Reason,
            SubjectId = subject,
            Text = text,
            RaisedAt = time.GetUtcNow(),
        },
        cancellation);

    private static string KeyOf(string subject) => $"instance:{subject}";

    [LoggerMessage(LogLevel.Warning, "The failed instance {InstanceId} is followed by a new one: {Person} asked for it.")]
    private partial void LogRevivedByHand(string instanceId, string person);

    [LoggerMessage(LogLevel.Error, "Case {CaseId} could not be looked at, started or nudged; the others are, and a later round tries again.")]
    private partial void LogNotWoken(Exception problem, string caseId);

    [LoggerMessage(LogLevel.Error, "The failed instance {InstanceId} could not be revived; the others are, and the next round tries again.")]
    private partial void LogNotRevived(Exception problem, string instanceId);
}
