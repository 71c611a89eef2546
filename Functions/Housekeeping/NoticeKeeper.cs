using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>Tries notices again that their channel did not take; what fails once more waits for the next round and holds up no other.</summary>
internal sealed partial class NoticeKeeper(ICaseBoard board, ICaseJournal journal, MunicipalityDirectory municipalities, NoticeDesk notices, ILogger<NoticeKeeper> logger)
{
    public async Task RetryAsync(CancellationToken cancellation)
    {
        foreach (var municipality in municipalities.All)
        {
            foreach (var row in await board.ListAsync(municipality.Pack.Id, null, includeClosed: false, cancellation))
            {
                try
                {
                    await RetryAsync(row, cancellation);
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    LogNotTried(problem, row.Case.CaseId);
                }
            }
        }
    }

    private async Task RetryAsync(CaseRow row, CancellationToken cancellation)
    {
        if (row.WaitsFor.Split(',').Contains(Steps.Notice)
            && await journal.ReadAsync(row.Case, cancellation) is { State: { Dispatch: not null } state } record
            && (state.NoticeHindrance?.By == NoticeDesk.Machine || NoticeDesk.IsMailed(state)))
        {
            await notices.SendAsync(new CaseInput(row.Case.Municipality, row.Case.CaseId, record.State.Generation), record, cancellation);
        }
    }

    [LoggerMessage(LogLevel.Error, "The notice of case {CaseId} could not be tried again; the next round tries once more.")]
    private partial void LogNotTried(Exception problem, string caseId);
}
