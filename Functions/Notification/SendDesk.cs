using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// Plans a mail for one reason, durably and with its content, and lets it be tried at once. Whoever asks does not wait for the mail server: what
/// cannot leave now leaves from Housekeeping, and the case is told then.
/// </summary>
internal sealed class SendDesk(ISendLedger ledger, IDocumentStore documents, SendCourier courier, SendCertainty certainty, TimeProvider time)
{
    /// <summary>Whether this was planned already, whatever became of it.</summary>
    public async Task<bool> IsKnownAsync(string operationId, CancellationToken cancellation) => await ledger.FindAsync(operationId, cancellation) is not null;

    /// <summary>True when the mail is known to have left, now or before.</summary>
    public async Task<bool> SendOnceAsync(SendOrder order, string domain, CancellationToken cancellation)
    {
        await PlanAsync(order, domain, cancellation);
        await courier.SendNowAsync(order.OperationId, cancellation);
        return (await ledger.FindAsync(order.OperationId, cancellation))!.State is var state && SendStates.HasLeft(state);
    }

    /// <summary>Lets go what was kept back because the person's mail was not safe, and cannot have left before; whoever asks knows that it is safe now.</summary>
    public async Task ReleaseAsync(string operationId, CancellationToken cancellation)
    {
        if (await ledger.FindAsync(operationId, cancellation) is { Detail: SendEnds.SafeMode } row && certainty.MayBeReleased(row) && SendMoves.Release(row, time.GetUtcNow()) is { } released)
        {
            await ledger.ReplaceAsync(released, cancellation);
        }
    }

    /// <summary>The same of a mail that may have been kept back before it had a content; written in one go, so that nothing waits without one.</summary>
    public async Task ReleaseAsync(SendOrder order, CancellationToken cancellation)
    {
        if (await ledger.FindAsync(order.OperationId, cancellation) is { Detail: SendEnds.SafeMode } row && certainty.MayBeReleased(row) && SendMoves.Release(row, time.GetUtcNow()) is { } released)
        {
            var content = row.ContentId ?? await documents.PutAsync(OutgoingMailFile.Write(order.Compose(row.OperationId, row.MessageId)), cancellation);
            await ledger.ReplaceAsync(released with { ContentId = content, Lane = order.Lane }, cancellation);
        }
    }

    /// <summary>Plans without trying, for many at once. Repeated, it changes nothing.</summary>
    public async Task PlanAsync(SendOrder order, string domain, CancellationToken cancellation)
    {
        var (id, now) = (order.OperationId, time.GetUtcNow());
        var known = await ledger.FindAsync(id, cancellation);
        if (known is not null && !LacksContent(known) && !await IsStaleAsync(order, known, cancellation))
        {
            return;
        }

        var isKnown = known is not null;
        var messageId = known?.MessageId ?? $"{id}@{domain}";
        var content = await documents.PutAsync(OutgoingMailFile.Write(order.Compose(id, messageId)), cancellation);
        known ??= await ledger.PlanAsync(
            new SendRow
            {
                OperationId = id,
                Municipality = order.Municipality,
                SubjectId = order.SubjectId,
                Kind = order.Kind,
                Round = order.Round,
                Channel = "email",
                MessageId = messageId,
                Lane = order.Lane,
                State = SendStates.Planned,
                Attempts = 0,
                PlannedAt = now,
                ChangedAt = now,
                DueAt = now,
                ContentId = content,
            },
            cancellation);
        if (isKnown || LacksContent(known))
        {
            await ledger.ReplaceAsync(known with { ContentId = content, Round = order.Round, Lane = order.Lane, DueAt = known.DueAt ?? now }, cancellation);
        }
    }

    /// <summary>The instant that the mail itself bears, once it is known to have left, so that the case counts from the day the person reads in it; null otherwise.</summary>
    public async Task<DateTimeOffset?> LeftOnAsync(SendOrder order, CancellationToken cancellation) =>
        await ledger.FindAsync(order.OperationId, cancellation) is not { } row || !SendStates.HasLeft(row.State) ? null
        : row.ContentId is { } content ? OutgoingMailFile.Read(await documents.GetAsync(content, cancellation)).Date
        : row.TriedAt ?? row.ChangedAt;

    /// <summary>Only what certainly did not leave may be composed anew: the same Message-ID never stands over two texts.</summary>
    private async Task<bool> IsStaleAsync(SendOrder order, SendRow row, CancellationToken cancellation) =>
        order.IsStale is { } isStale && row.ContentId is { } content && certainty.IsCertainlyHere(row)
        && isStale(OutgoingMailFile.Read(await documents.GetAsync(content, cancellation)));

    /// <summary>Of an older version, which kept no content: the orchestration that waits for it brings it.</summary>
    private static bool LacksContent(SendRow row) => row is { ContentId: null, State: SendStates.Planned or SendStates.Sending };
}
