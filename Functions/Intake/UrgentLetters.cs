using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// The duty officer hears of a letter with words of distress as soon as it is in the ledger: before the box behind it is worked through, and while
/// its files wait for the scanner. Only a person closes the task, whatever becomes of the letter.
/// </summary>
internal sealed class UrgentLetters(IPersonTasks tasks)
{
    public const string TaskKind = "urgent-letter";

    public Task TellAsync(IntakeRow row, CancellationToken cancellation) => tasks.RaiseAsync(
        new PersonTask
        {
            Key = $"urgent:{row.IntakeId}",
            Municipality = row.Municipality,
            Role = Roles.Duty,
            Kind = TaskKind,
            SubjectId = row.IntakeId,
            Text = new(
                $"Vēstulē {row.Number} ir steidzamības vārdi. Izlasiet to tūlīt: iespējams, cilvēkam vajadzīga palīdzība.",
                $"Letter {row.Number} has words of urgency. Read it now: somebody may need help."),
            RaisedAt = row.ReceivedAt,
        },
        cancellation);
}
