using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;

namespace SocialWorkflows.Functions.Lists;

/// <summary>
/// Lays the letters of confirmed lists ready, and plans their mails, so many a minute and one list of a municipality after the other, behind everything else that is to be sent.
/// How far it is stands with the list: a process that dies plans the last few again, which changes nothing.
/// </summary>
internal sealed partial class ListCourier(
    SendLists lists, ListResults results, ListMails mails, ListLetters letters, ISendLedger ledger, SendDesk sends, SendEnds ends, MunicipalityDirectory municipalities, TimeProvider time,
    ILogger<ListCourier> logger)
{
    /// <summary>A minute, less what a timer of a minute may come early.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(59);

    /// <summary>One round; returns how many mails were planned.</summary>
    public async Task<int> PlanAsync(CancellationToken cancellation)
    {
        var planned = 0;
        foreach (var municipality in municipalities.All.Where(m => m.Pack.Lists is not null))
        {
            var all = await lists.ListAsync(municipality.Pack.Id, cancellation);
            if (all.Max(l => l.GivenAt) + Pause > time.GetUtcNow())
            {
                continue;
            }

            foreach (var list in all.Where(l => l is { ConfirmedAt: not null } and not { IsGiven: true, IsLetterReady: true }).OrderBy(l => l.ConfirmedAt))
            {
                try
                {
                    planned += await PlanAsync(municipality, list.IsLetterReady ? list : await letters.LayReadyAsync(list, cancellation), cancellation);
                    break;
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    LogStuck(problem, list.Id);
                }
            }
        }

        return planned;
    }

    private async Task<int> PlanAsync(Municipality municipality, SendList list, CancellationToken cancellation)
    {
        var reading = await results.ReadAsync(list, cancellation);
        var rows = reading.Mails;
        var states = (await results.OfAsync(list, reading, cancellation)).Where(r => r.Row.IsMailed).ToLookup(r => r.State, r => r.Row.MailKey);
        var (kept, due) = (states[RowStates.Safe].ToHashSet(StringComparer.Ordinal), states[RowStates.Waiting].ToHashSet(StringComparer.Ordinal));
        var perMinute = municipality.Pack.Lists!.PerMinute;
        var room = perMinute - await UnsentAsync(list, [.. rows.Take(list.Given).TakeLast(perMinute)], cancellation);
        var (given, planned) = (list.Given, 0);
        for (; given < rows.Count && planned < room; given++)
        {
            // Known from an upload before: one that waits gets the text of this one, the others are done.
            var known = await ledger.FindAsync(results.OperationOf(list, rows[given]), cancellation);
            if (known is null or { State: SendStates.Planned } && kept.Contains(rows[given].MailKey))
            {
                await KeepBackAsync(list, rows[given], cancellation);
            }
            else if (due.Contains(rows[given].MailKey) && known is null or { State: SendStates.Planned })
            {
                await sends.PlanAsync(mails.Order(list, rows[given]), StatusMailDesk.DomainOf(municipality.Pack), cancellation);
            }

            planned += known is null && (due.Contains(rows[given].MailKey) || kept.Contains(rows[given].MailKey)) ? 1 : 0;
        }

        await lists.ChangeAsync(
            list.Municipality,
            list.Id,
            now => now is not null && now.FileId == list.FileId && now.ConfirmedAt == list.ConfirmedAt && now.Given == list.Given
                ? now with { Given = given, GivenAt = planned == 0 ? now.GivenAt : time.GetUtcNow(), IsGiven = given >= rows.Count }
                : null,
            cancellation);
        return planned;
    }

    /// <summary>Accounted for like a mail that may not leave at the moment of sending, and never due.</summary>
    private async Task KeepBackAsync(SendList list, ListRow row, CancellationToken cancellation)
    {
        var (now, operation) = (time.GetUtcNow(), results.OperationOf(list, row));
        await ends.KeepBackAsync(
            await ledger.PlanAsync(
                new SendRow
                {
                    OperationId = operation,
                    Municipality = list.Municipality,
                    SubjectId = results.SubjectOf(list, row),
                    Kind = ListResults.MailKind,
                    Channel = "email",
                    MessageId = $"{operation}@{StatusMailDesk.DomainOf(municipalities.Get(list.Municipality).Pack)}",
                    Lane = SendLanes.Bulk,
                    State = SendStates.Planned,
                    Attempts = 0,
                    PlannedAt = now,
                    ChangedAt = now,
                },
                cancellation),
            cancellation);
    }

    /// <summary>While the provider is down they stay planned: what piles up here would leave all at once later.</summary>
    private async Task<int> UnsentAsync(SendList list, IReadOnlyList<ListRow> given, CancellationToken cancellation)
    {
        var unsent = 0;
        foreach (var row in given)
        {
            unsent += await ledger.FindAsync(results.OperationOf(list, row), cancellation) is { State: SendStates.Planned or SendStates.Sending } ? 1 : 0;
        }

        return unsent;
    }

    [LoggerMessage(LogLevel.Error, "List {ListId} could not go on; the next round tries again.")]
    private partial void LogStuck(Exception problem, string listId);
}
