using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>
/// At start: mail that was kept back because its recipient was not on the list leaves when the settings allow it by now. What waited longer than
/// <see cref="OutgoingOptions.ReleaseWithin"/> speaks of another day: it stays, and a person is told how many there are and of which cases.
/// </summary>
internal sealed partial class SendReleases(
    ISendLedger ledger, IDocumentStore documents, ICaseJournal journal, RecipientGate gate, SendEnds ends, SendTasks people, MunicipalityDirectory municipalities, OutgoingOptions options,
    TimeProvider time, ILogger<SendReleases> logger)
{
    /// <summary>So many mails, and the numbers of their cases, fit into a task.</summary>
    private const int Lot = 30;

    /// <summary>Returns how many wait again. One that cannot be read stays held until the next start, and holds up no other.</summary>
    public async Task<int> ReleaseAsync(CancellationToken cancellation)
    {
        var released = 0;
        foreach (var municipality in municipalities.All.Select(m => m.Pack.Id))
        {
            var held = await ledger.ListAsync(municipality, SendStates.Held, cancellation);
            if (held.Count == 0)
            {
                continue;
            }

            List<SendRow> old = [];
            foreach (var row in held.Where(r => r.Detail == SendDetails.NotListed))
            {
                if (!await IsAdmittedAsync(row, cancellation))
                {
                    continue;
                }

                if (row.PlannedAt < time.GetUtcNow() - options.ReleaseWithin)
                {
                    old.Add(row);
                }
                else
                {
                    released += await ends.ChangeAsync(row.OperationId, r => r.Version == row.Version ? SendMoves.Release(r, time.GetUtcNow()) : null, cancellation) is null ? 0 : 1;
                }
            }

            foreach (var lot in old.Chunk(Lot))
            {
                await TellAsync(lot, cancellation);
            }

            if ((await ledger.ListAsync(municipality, SendStates.Held, cancellation)).All(r => r.Detail is SendEnds.SafeMode or SendDetails.Superseded or SendDetails.TooOld))
            {
                await people.CloseHeldAsync(municipality, cancellation);
            }
        }

        return released;
    }

    /// <summary>The task stands before the first row is marked: a crash in between tells twice rather than never.</summary>
    private async Task TellAsync(SendRow[] old, CancellationToken cancellation)
    {
        SortedSet<string> numbers = new(StringComparer.Ordinal);
        foreach (var row in old)
        {
            if (await journal.ReadAsync(new CaseRef(row.Municipality, row.SubjectId), cancellation) is { State.Number: { } number })
            {
                numbers.Add(number);
            }
        }

        await people.RaiseTooOldAsync(old[0], old.Length, numbers, cancellation);
        LogTooOld(old.Length, old[0].Municipality);
        foreach (var row in old)
        {
            await ends.ChangeAsync(row.OperationId, r => r.Version == row.Version ? SendMoves.Outdate(r, SendDetails.TooOld) : null, cancellation);
        }
    }

    private async Task<bool> IsAdmittedAsync(SendRow row, CancellationToken cancellation)
    {
        try
        {
            return row.ContentId is { } content && gate.Admits(row.Municipality, OutgoingMailFile.Read(await documents.GetAsync(content, cancellation)));
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogStaysHeld(problem, row.OperationId);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "Held mail {OperationId} cannot be read and stays held; put its document back and start anew.")]
    private partial void LogStaysHeld(Exception problem, string operationId);

    [LoggerMessage(LogLevel.Warning, "{Count} mails of {Municipality} were held too long to be sent by themselves; a person has a task.")]
    private partial void LogTooOld(int count, string municipality);
}
