using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>
/// One try of one mail: looked at whether it may leave, claimed under a lease, handed over, and what came of it written down. Wherever the process
/// dies, the row says what is known, and <see cref="RescueAsync"/> goes on from there.
/// </summary>
internal sealed class SendTry(
    ISendLedger ledger, IDocumentStore documents, IMailSender sender, SendHandOver handOver, SendEnds ends, SendFroms froms, SendPace pace, RecipientGate gate, SendAddresses addresses, SafeSends safe, NoticeDepartures notices,
    SendLease lease, OutgoingOptions options, TimeProvider time)
{
    /// <summary>Tries a planned row; somebody else may have been faster.</summary>
    /// <param name="row">The row as it was found.</param>
    /// <param name="cancellation">Stops the looking before the try; a try that has begun ends as <see cref="SendHandOver.RunAsync"/> says.</param>
    public async Task RunAsync(SendRow row, CancellationToken cancellation)
    {
        OutgoingMail mail;
        try
        {
            mail = OutgoingMailFile.Read(await documents.GetAsync(row.ContentId!, cancellation));
        }
        catch (Exception problem) when (problem is PermanentMailException or DocumentStoreException)
        {
            await ends.GiveUpAsync(row, SendStates.Failed, "content", cancellation);
            return;
        }

        if (await addresses.FollowAsync(row, mail, cancellation) is not { } now)
        {
            await ends.GiveUpAsync(row, SendStates.Unknown, SendDetails.AddressChanged, cancellation);
            return;
        }

        (row, mail) = now;
        if (!gate.Admits(row.Municipality, mail))
        {
            await ends.GiveUpAsync(row, SendStates.Held, SendDetails.NotListed, cancellation);
        }
        else if (!await safe.MayLeaveAsync(row, mail, cancellation))
        {
            await ends.KeepBackAsync(row, cancellation);
        }
        else if (row.ProviderId?.StartsWith(SendHandOver.DraftPrefix, StringComparison.Ordinal) == true && sender is not IDraftSender)
        {
            // The draft lies with a provider that is no longer ours: nobody can say any more whether it was sent.
            await ends.GiveUpAsync(row, SendStates.Unknown, "provider-changed", cancellation);
        }
        else if (froms.WaitsUntil(mail.From) is { } until)
        {
            await ends.ChangeAsync(row.OperationId, r => r.Version == row.Version ? SendMoves.Postpone(r, until) : null, cancellation);
        }
        else if (await notices.MayLeaveAsync(row, mail, cancellation)
            && SendMoves.Claim(row, lease.New(), time.GetUtcNow(), time.GetUtcNow() + options.Lease) is { } claim
            && !cancellation.IsCancellationRequested
            && await ledger.ReplaceAsync(claim, CancellationToken.None) is { } mine)
        {
            pace.Begin();
            await handOver.RunAsync(mine, mail, row.TriedAt, cancellation);
        }
    }

    /// <summary>The row was left in a try whose process is gone.</summary>
    public Task RescueAsync(SendRow row, CancellationToken cancellation) => handOver.DoubtAsync(row, SendDetails.Interrupted, TimeSpan.Zero, cancellation);

    /// <summary>The provider's word was waited for and did not come: it may have left, and two copies are worse than a person's look.</summary>
    public Task EndDoubtAsync(SendRow row, CancellationToken cancellation) => ends.GiveUpAsync(row, SendStates.Unknown, "no-word", cancellation);
}
