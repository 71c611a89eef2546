using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>
/// Starts dead orchestrations again from the journal: a failed one as the case's next generation, at most
/// <see cref="MaximumRevivals"/> times, then it is a person's; one the hub no longer knows under its own id.
/// </summary>
internal sealed class Revival(
    ICaseJournal journal,
    ICaseBoard board,
    IIntakeLedger ledger,
    IPersonTasks tasks,
    OutboxDrain outbox,
    DurableTaskClient client,
    MunicipalityDirectory municipalities,
    TimeProvider time)
{
    public const int MaximumRevivals = 3;

    private const string Reason = "instance-failed";

    /// <summary>Failed orchestrations; the outbox mark of a raised generation starts the new one.</summary>
    public async Task ReviveFailedAsync(CancellationToken cancellation)
    {
        var query = new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Failed], FetchInputsAndOutputs = true };
        await foreach (var failed in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (failed.Name == FunctionNames.ApplicationOrchestrator)
            {
                await ReviveAsync(failed.ReadInputAs<CaseInput>()!, cancellation);
            }
            else if (await ledger.FindAsync(failed.ReadInputAs<Intake.MessageInput>()!.IntakeId, cancellation) is { } row)
            {
                await TellAsync(row.Municipality, row.IntakeId, "Vēstules apstrāde ir apstājusies. Atveriet vēstuli pastkastē un sazinieties ar sistēmas uzturētāju.", cancellation);
            }
        }
    }

    /// <summary>Open cases without an orchestration, as after a hub restored from an older copy.</summary>
    public async Task StartAbsentAsync(CancellationToken cancellation)
    {
        foreach (var municipality in municipalities.All)
        {
            foreach (var row in await board.ListAsync(municipality.Pack.Id, null, includeClosed: false, cancellation))
            {
                var state = (await journal.ReadAsync(row.Case, cancellation))!.State;
                await outbox.EnsureStartedAsync(new CaseInput(row.Case.Municipality, row.Case.CaseId, state.Generation), cancellation);
            }
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
                dead.Municipality, dead.InstanceId, "Lietas automātiskā virzība ir apstājusies. Sazinieties ar sistēmas uzturētāju; termiņi turpina ritēt.", cancellation);
            return;
        }

        var next = dead.Generation + 1;
        await journal.AppendAsync(
            new Append
            {
                Case = dead.Reference,
                Key = $"generation:{next}",
                Wakes = true,
                Decide = append => append.State.Generation == dead.Generation ? [new GenerationRaised(next, Reason)] : [],
            },
            cancellation);
    }

    private Task TellAsync(string municipality, string subject, string text, CancellationToken cancellation) => tasks.RaiseAsync(
        new PersonTask
        {
            Key = $"instance:{subject}",
            Municipality = municipality,
            Role = Roles.Head,
            Kind = Reason,
            SubjectId = subject,
            Text = text,
            RaisedAt = time.GetUtcNow(),
        },
        cancellation);
}
