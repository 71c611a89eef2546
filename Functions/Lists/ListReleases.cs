using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;

namespace SocialWorkflows.Functions.Lists;

/// <summary>
/// A mail of a list that was kept back because somebody's mail was not safe goes again when that is over. Its open task says that nobody has told the
/// person meanwhile; once a person closed it nothing is sent. What was kept back longer than other held mail stays a person's.
/// </summary>
internal sealed class ListReleases(
    SendLists lists, ListResults results, ListMails mails, ListGuard guards, ISendLedger ledger, SendDesk sends, IPersonTasks tasks, MunicipalityDirectory municipalities, OutgoingOptions options, TimeProvider time)
{
    public async Task LookAsync(CancellationToken cancellation)
    {
        foreach (var municipality in municipalities.All.Where(m => m.Pack.Lists is not null).Select(m => m.Pack.Id))
        {
            OpenGuard? guard = null;
            foreach (var task in (await tasks.ListOpenAsync(municipality, cancellation)).Where(t => t.SubjectId is { } s && SendList.IdIn(s) is not null))
            {
                var row = await ledger.FindAsync(SendOrder.IdOf(municipality, task.SubjectId!, ListResults.MailKind, 0), cancellation);
                if (row is null || task.Key != SendTasks.SafeKeyOf(row))
                {
                    continue;
                }

                if (SendStates.HasLeft(row.State))
                {
                    await tasks.CloseAsync(municipality, task.Key, "machine", "mail-has-left", cancellation);
                }
                else if (row is { State: SendStates.Held, Detail: SendEnds.SafeMode } && row.PlannedAt + options.ReleaseWithin > time.GetUtcNow())
                {
                    await ReleaseAsync(row, guard ??= await guards.OpenAsync(municipality, cancellation), cancellation);
                }
            }
        }
    }

    private async Task ReleaseAsync(SendRow kept, OpenGuard guard, CancellationToken cancellation)
    {
        if (await lists.FindAsync(kept.Municipality, SendList.IdIn(kept.SubjectId)!, cancellation) is not { ConfirmedAt: not null } list)
        {
            return;
        }

        // One mail for two people: safe for both, or it stays.
        var rows = (await results.ReadAsync(list, cancellation)).Rows.Where(r => r.IsMailed && results.SubjectOf(list, r) == kept.SubjectId).ToList();
        foreach (var row in rows)
        {
            if (await guard.IsProtectedAsync(row, cancellation))
            {
                return;
            }
        }

        if (rows.Count > 0)
        {
            await sends.ReleaseAsync(mails.Order(list, rows[0]), cancellation);
        }
    }
}
