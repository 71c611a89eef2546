using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>
/// Tries notices again that their channel did not take; what fails once more waits for the next round and holds up no other. A case that waits for people,
/// for the post for instance, is read once and then not before it changes.
/// </summary>
internal sealed partial class NoticeKeeper(ICaseBoard board, ICaseJournal journal, MunicipalityDirectory municipalities, NoticeDesk notices, ILogger<NoticeKeeper> logger)
{
    private HashSet<(CaseRef Case, long Version)> _others = [];

    public async Task RetryAsync(CancellationToken cancellation)
    {
        HashSet<(CaseRef Case, long Version)> others = [];
        foreach (var municipality in municipalities.All)
        {
            foreach (var row in await board.ListAsync(municipality.Pack.Id, null, includeClosed: false, cancellation))
            {
                var seen = (row.Case, row.Version);
                try
                {
                    if (row.WaitsFor.Split(',').Contains(Steps.Notice) && (_others.Contains(seen) || !await RetryAsync(row.Case, cancellation)))
                    {
                        others.Add(seen);
                    }
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    LogNotTried(problem, row.Case.CaseId);
                }
            }
        }

        _others = others;
    }

    /// <returns>False when it is not the machine that brings this notice on its way.</returns>
    private async Task<bool> RetryAsync(CaseRef reference, CancellationToken cancellation)
    {
        if (await journal.ReadAsync(reference, cancellation) is not { State: { Dispatch: not null } state } record
            || (state.NoticeHindrance?.By != NoticeDesk.Machine && !NoticeDesk.IsMailed(state)))
        {
            return false;
        }

        await notices.SendAsync(new CaseInput(reference.Municipality, reference.CaseId, state.Generation), record, cancellation);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "The notice of case {CaseId} could not be tried again; the next round tries once more.")]
    private partial void LogNotTried(Exception problem, string caseId);
}
