using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Clocks;

/// <summary>
/// After a start with another calendar: every open clock is computed anew, the difference journalled once, and the person told
/// only if a date they know has moved. A crash in between is made good by the next round, since it compares what is stored with
/// what ought to be.
/// </summary>
internal sealed partial class CalendarKeeper(ICaseBoard board, ICaseJournal journal, StatusMailDesk mails, MunicipalityDirectory municipalities, ILogger<CalendarKeeper> logger)
{
    public async Task RecalculateAsync(CancellationToken cancellation)
    {
        foreach (var municipality in municipalities.All)
        {
            foreach (var row in await board.ListAsync(municipality.Pack.Id, null, includeClosed: false, cancellation))
            {
                try
                {
                    await RecalculateAsync(municipality, row.Case, cancellation);
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    LogNotRecalculated(problem, row.Case.CaseId);
                }
            }
        }
    }

    private async Task RecalculateAsync(Municipality municipality, CaseRef reference, CancellationToken cancellation)
    {
        if (await journal.ReadAsync(reference, cancellation) is not { } record)
        {
            return;
        }

        if (ClockRecalculation.Of(record.State, municipality.For(record.State).Terms).Count > 0)
        {
            record = await MoveAsync(municipality, record, cancellation);
        }

        await TellAsync(record, cancellation);
    }

    private async Task<CaseRecord> MoveAsync(Municipality municipality, CaseRecord record, CancellationToken cancellation)
    {
        var round = (record.State.Recalculations?.Count ?? 0) + 1;
        var result = await journal.AppendAsync(
            new Append
            {
                Case = record.Case,
                Key = $"clocks-recalculated:{round}",
                Wakes = true,
                Decide = append => ClockRecalculation.Of(append.State, municipality.For(append.State).Terms) is { Count: > 0 } changes ? [new ClocksRecalculated(round, changes)] : [],
            },
            cancellation);
        return result.Case;
    }

    private async Task TellAsync(CaseRecord record, CancellationToken cancellation)
    {
        if (StatusLines.MovesWhatThePersonKnows(record.State))
        {
            await mails.SendAsync(new CaseInput(record.Case.Municipality, record.Case.CaseId, record.State.Generation), StatusMails.TermMoved, cancellation);
        }
    }

    [LoggerMessage(LogLevel.Error, "The clocks of case {CaseId} could not be computed anew; those of the others are, and a later round tries again.")]
    private partial void LogNotRecalculated(Exception problem, string caseId);
}
