using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>Tries notices again that their channel did not take; what fails once more waits for the next round.</summary>
internal sealed class NoticeKeeper(ICaseBoard board, ICaseJournal journal, MunicipalityDirectory municipalities, NoticeDesk notices)
{
    public async Task RetryAsync(CancellationToken cancellation)
    {
        foreach (var municipality in municipalities.All)
        {
            foreach (var row in await board.ListAsync(municipality.Pack.Id, null, includeClosed: false, cancellation))
            {
                if (row.WaitsFor.Split(',').Contains(Steps.Notice)
                    && await journal.ReadAsync(row.Case, cancellation) is { State: { Dispatch: not null } state } record
                    && (state.NoticeHindrance?.By == NoticeDesk.Machine || NoticeDesk.IsMailed(state)))
                {
                    await notices.SendAsync(new CaseInput(row.Case.Municipality, row.Case.CaseId, record.State.Generation), record, cancellation);
                }
            }
        }
    }
}
