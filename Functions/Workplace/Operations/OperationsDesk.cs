using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions.Hosting.Health;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Functions.Synthetic;

namespace SocialWorkflows.Functions.Workplace.Operations;

/// <summary>Reads how the machine stands for one municipality. Never a text, a name or an address of anybody.</summary>
internal sealed class OperationsDesk(
    DurableTaskClient client,
    ICaseJournal journal,
    IIntakeLedger intake,
    ISendLedger sends,
    IAnchorStore anchors,
    SelfCheckMemory selfCheck,
    SendOutage outage,
    MailboxAge mailbox,
    SyntheticWalker synthetic,
    ClockGuard clock,
    TimeProvider time)
{
    public const int MostInstances = 100;

    private const int FirstIds = 5;

    /// <summary>Anchors are of each day; the night's one may come a while after its day began.</summary>
    private static readonly TimeSpan AnchorPatience = TimeSpan.FromHours(36);

    private static readonly OrchestrationRuntimeStatus[] Dead = [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated, OrchestrationRuntimeStatus.Suspended];

    public async Task<OperationsView> OfAsync(string municipality, CancellationToken cancellation)
    {
        var (ended, running) = (await selfCheck.EndedAsync(cancellation), await selfCheck.RunningAsync(cancellation));
        var last = (await anchors.NamesAsync(cancellation)).LastOrDefault(Anchor.IsName);
        return new OperationsView
        {
            Instances = await DeadAsync(municipality, cancellation),
            Queues = await QueuesAsync(municipality, cancellation),
            MailboxAge = await mailbox.ReadAsync(cancellation),
            SenderDownSince = await outage.DownSinceAsync(cancellation),
            SenderIsPaused = outage.IsPaused,
            SelfCheck = ended,
            Findings = [.. (ended?.Findings ?? []).Concat(running?.Findings ?? []).Where(f => f.Municipality.Length == 0 || f.Municipality == municipality)],
            LastAnchor = Path.GetFileNameWithoutExtension(last),
            Synthetic = await synthetic.StandingAsync(cancellation),
            ClockDoubtedSince = await clock.DoubtedSinceAsync(cancellation),
            AnchorIsLate = last is null || string.CompareOrdinal(last, Anchor.NameOf(time.GetUtcNow() - AnchorPatience)) < 0,
        };
    }

    /// <summary>Of the newest generation of open cases; a generation that was replaced stays in the hub and concerns nobody.</summary>
    private async Task<IReadOnlyList<DeadInstance>> DeadAsync(string municipality, CancellationToken cancellation)
    {
        List<DeadInstance> found = [];
        var query = new OrchestrationQuery { Statuses = Dead, FetchInputsAndOutputs = true };
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (instance.Name == FunctionNames.ApplicationOrchestrator && instance.ReadInputAs<CaseInput>() is { } input && input.Municipality == municipality
                && await journal.ReadAsync(input.Reference, cancellation) is { State: { Closed: null } state } && state.Generation == input.Generation)
            {
                var canBeRevived = instance.RuntimeStatus is not OrchestrationRuntimeStatus.Suspended;
                found.Add(new DeadInstance(instance.InstanceId, input.Reference, $"{instance.RuntimeStatus}".ToLowerInvariant(), instance.LastUpdatedAt, canBeRevived));
                if (found.Count == MostInstances)
                {
                    break;
                }
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<WaitingQueue>> QueuesAsync(string municipality, CancellationToken cancellation)
    {
        var pending = await intake.ListAsync(municipality, Dispositions.Pending, cancellation);
        var givenUp = (await intake.ListAsync(municipality, Dispositions.Review, cancellation)).Where(m => m.Reason == Revival.GivenUp);
        var planned = (await sends.ListAsync(municipality, SendStates.Planned, cancellation)).Where(s => s.DueAt <= time.GetUtcNow());
        var unknown = await sends.ListAsync(municipality, SendStates.Unknown, cancellation);
        var nudges = (await journal.ReadMarksAsync(cancellation)).Where(m => m.Case.Municipality == municipality);
        return
        [
            Of("messages", pending.Select(m => (m.ReceivedAt, m.IntakeId))),
            Of("given-up", givenUp.Select(m => (m.ReceivedAt, m.IntakeId))),
            Of("mail-due", planned.Select(s => (s.PlannedAt, s.OperationId))),
            Of("mail-unknown", unknown.Select(s => (s.PlannedAt, s.OperationId))),
            new WaitingQueue("nudges", nudges.Count(), null, [.. nudges.Select(m => m.Case.CaseId).Take(FirstIds)]),
        ];
    }

    private static WaitingQueue Of(string queue, IEnumerable<(DateTimeOffset Since, string Id)> waiting)
    {
        var sorted = waiting.OrderBy(w => w.Since).ToList();
        return new WaitingQueue(queue, sorted.Count, sorted.Count == 0 ? null : sorted[0].Since, [.. sorted.Take(FirstIds).Select(w => w.Id)]);
    }
}
