using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Lists;

/// <summary>Brings confirmed lists to the sender, so many a minute: whatever else is to be sent does not wait behind them.</summary>
internal sealed class ListCourier(SendLists lists, ListDesk desk, ISendLedger ledger, SendDesk sends, SafeMail safe, MunicipalityDirectory municipalities, TimeProvider time)
{
    private readonly Dictionary<string, (DateTimeOffset EndsAt, int Begun)> _minutes = new(StringComparer.Ordinal);

    /// <summary>One round; returns how many mails were begun.</summary>
    public async Task<int> SendAsync(CancellationToken cancellation)
    {
        var begun = 0;
        foreach (var municipality in municipalities.All.Where(m => m.Pack.Lists is not null))
        {
            foreach (var list in (await lists.ListAsync(municipality.Pack.Id, cancellation)).Where(l => l is { ConfirmedAt: not null, IsPlanned: false }).OrderBy(l => l.ConfirmedAt))
            {
                begun += await SendAsync(municipality, list, cancellation);
            }
        }

        return begun;
    }

    private async Task<int> SendAsync(Municipality municipality, SendList list, CancellationToken cancellation)
    {
        var begun = 0;
        foreach (var row in (await desk.ReadAsync(list, cancellation)).Rows.Where(r => r.IsMailed))
        {
            if (await ledger.FindAsync(desk.OperationOf(list, row), cancellation) is { State: not SendStates.Planned } || !await safe.MayAnswerAsync(list.Municipality, row.Email, cancellation))
            {
                continue;
            }

            if (!TakeTurn(municipality))
            {
                return begun;
            }

            if (!await TryAsync(municipality, list, row, cancellation))
            {
                return begun;
            }

            begun++;
        }

        await lists.ChangeAsync(list.Municipality, list.Id, now => now?.FileId == list.FileId ? now with { IsPlanned = true } : null, cancellation);
        return begun;
    }

    /// <summary>False when the mail server says "later": the next round goes on there.</summary>
    private async Task<bool> TryAsync(Municipality municipality, SendList list, ListRow row, CancellationToken cancellation)
    {
        try
        {
            await sends.SendOnceAsync(Order(municipality, list, row), StatusMailDesk.DomainOf(municipality.Pack), cancellation);
            return true;
        }
        catch (TransientMailException)
        {
            return false;
        }
    }

    private SendOrder Order(Municipality municipality, SendList list, ListRow row) => new(list.Municipality, desk.SubjectOf(list, row), ListDesk.MailKind, 0, (operationId, messageId) =>
    {
        var mail = desk.Compose(list);
        return new OutgoingMail
        {
            OperationId = operationId,
            From = StatusMailDesk.From(municipality.Pack),
            To = [new MailAddress(null, row.Email)],
            Subject = mail.Subject,
            Text = mail.Text,
            Html = mail.Html,
            MessageId = messageId,
            AutoSubmitted = "auto-generated",
            Date = time.GetUtcNow(),
        };
    });

    private bool TakeTurn(Municipality municipality)
    {
        var (id, now) = (municipality.Pack.Id, time.GetUtcNow());
        var minute = _minutes.TryGetValue(id, out var known) && known.EndsAt > now ? known : (EndsAt: now.AddMinutes(1), Begun: 0);
        if (minute.Begun >= municipality.Pack.Lists!.PerMinute)
        {
            return false;
        }

        _minutes[id] = (minute.EndsAt, minute.Begun + 1);
        return true;
    }
}
