using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Housekeeping.Retention;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>What a walk leaves: its destruction is approved, its tasks are closed. Destroyed by the same round as people's cases, so that is tried every day, too.</summary>
internal sealed class SyntheticCleaning(IRetentionLedger list, DestructionDesk destruction, IPersonTasks tasks, IIntakeLedger intake)
{
    private const string Note = "synthetic";

    public async Task CleanAsync(CancellationToken cancellation)
    {
        foreach (var row in await list.ListAsync(SyntheticMunicipality.Id, RetentionStates.Proposed, cancellation))
        {
            await destruction.ApproveAsync(row.Municipality, row.Kind, row.SubjectId, SyntheticMunicipality.Head, cancellation);
        }

        foreach (var task in await tasks.ListOpenAsync(SyntheticMunicipality.Id, cancellation))
        {
            await tasks.CloseAsync(SyntheticMunicipality.Id, task.Key, SyntheticMunicipality.Worker, Note, cancellation);
        }
    }

    /// <summary>A message of a walk that came no further than the review list ends there.</summary>
    public async Task GiveUpAsync(CancellationToken cancellation)
    {
        foreach (var row in await intake.ListAsync(SyntheticMunicipality.Id, Dispositions.Review, cancellation))
        {
            await intake.DisposeAsync(row.IntakeId, Dispositions.Settled, null, Note, SyntheticMunicipality.Worker, cancellation);
        }
    }
}
