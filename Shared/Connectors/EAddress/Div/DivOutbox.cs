using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>
/// Carries notices that lie ready to the service, and writes down what became of them. A sending whose answer was lost is never begun
/// again: it is looked for by our operation id among what the service says it has, and after that time a person is asked.
/// </summary>
internal sealed class DivOutbox(
    DivOptions options, DivSender sender, DivQueries queries, DivNotices notices, TimeProvider time)
{
    /// <summary>Notices that the service could not take in one round, after which it is left alone: one notice that it can never take keeps no other back.</summary>
    private const int MostFailures = 3;

    /// <summary>One round. Local trouble of one notice never holds up the others.</summary>
    /// <exception cref="EAddressServiceException">The service as a whole cannot be used now.</exception>
    public async Task PumpAsync(CancellationToken cancellation)
    {
        // First what the service says: it may have what we do not know it has.
        EAddressServiceException? trouble = null;
        try
        {
            await HearAsync(cancellation);
        }
        catch (EAddressServiceException problem)
        {
            trouble = problem;
        }

        var failures = 0;
        foreach (var standing in (await notices.OpenAsync(cancellation)).Where(s => s is { Confirmation: null, IsDamaged: false }))
        {
            try
            {
                await StepAsync(standing.Name, standing.Sending, cancellation);
            }
            catch (DivOvertakenException)
            {
                // Another round has it in hand.
            }
            catch (EAddressServiceException problem)
            {
                trouble ??= problem;
                await WaitsAsync(standing.Name, problem, cancellation);
                if (problem.Kind == EAddressProblem.Setup || (problem.Kind != EAddressProblem.Refused && ++failures == MostFailures))
                {
                    break;
                }
            }
        }

        if (trouble is not null)
        {
            throw trouble;
        }
    }

    private Task StepAsync(string name, DivSending sending, CancellationToken cancellation) => sending switch
    {
        { State: DivSendingState.Planned } => SendAsync(name, sending, cancellation),
        { State: DivSendingState.Sending } => WaitAsync(name, sending, cancellation),
        { State: DivSendingState.Sent or DivSendingState.Delivered or DivSendingState.Undelivered, MessageId: { } id } => ConfirmAsync(name, id, cancellation),
        _ => EndAsync(name, sending, sending.LastProblem ?? EAddressProblems.Unknown, cancellation),
    };

    private async Task SendAsync(string name, DivSending planned, CancellationToken cancellation)
    {
        EAddressNotice notice;
        try
        {
            notice = await notices.ReadAsync(name, cancellation);
        }
        catch (EAddressException)
        {
            await EndAsync(name, planned with { State = DivSendingState.Refused }, "DAMAGED", cancellation);
            return;
        }

        if (!await notices.BeginAsync(name, cancellation))
        {
            return;
        }

        var sending = planned;
        try
        {
            var id = await sender.SendAsync(
                notice,
                async () =>
                {
                    sending = await notices.SaveAsync(name, planned with { State = DivSendingState.Sending, AttemptedAt = time.GetUtcNow() }, cancellation);
                    if (!await notices.BeginAsync(name, cancellation))
                    {
                        throw new DivRecalledException();
                    }
                },
                cancellation);
            sending = await SentAsync(name, id, cancellation);
            await ConfirmAsync(name, id, cancellation);
        }
        catch (DivRecalledException)
        {
            await notices.SaveAsync(name, sending with { State = DivSendingState.Planned }, cancellation);
        }
        catch (EAddressServiceException problem) when (sending.MessageId is null)
        {
            if (problem is { Kind: EAddressProblem.Refused })
            {
                await EndAsync(name, sending with { State = DivSendingState.Refused }, problem.Code, cancellation);
                return;
            }

            // Before the call that counts, or refused at the door: nothing was sent, and it may be begun again.
            if (sending.State == DivSendingState.Sending && !problem.MayHaveHappened)
            {
                sending = await notices.SaveAsync(name, sending with { State = DivSendingState.Planned }, cancellation);
            }

            if (sending.State == DivSendingState.Planned)
            {
                await notices.TakeBackBeginAsync(name, cancellation);
            }

            throw;
        }
    }

    private async Task WaitsAsync(string name, EAddressServiceException problem, CancellationToken cancellation)
    {
        var sending = await notices.SendingAsync(name, cancellation);
        try
        {
            await notices.SaveAsync(name, sending with { LastProblem = problem.Code, WaitsSince = sending.WaitsSince ?? time.GetUtcNow() }, cancellation);
        }
        catch (DivOvertakenException)
        {
            // Another round knows more.
        }
    }

    private async Task WaitAsync(string name, DivSending sending, CancellationToken cancellation)
    {
        if (time.GetUtcNow() - sending.AttemptedAt > options.AskFor)
        {
            await EndAsync(name, sending with { State = DivSendingState.Unknown }, EAddressProblems.Unknown, cancellation);
        }
    }

    private async Task<DivSending> SentAsync(string name, string id, CancellationToken cancellation, DateTimeOffset? late = null)
    {
        await notices.LinkAsync(id, name, cancellation);
        return await notices.SaveAsync(name, await notices.SendingAsync(name, cancellation) with { State = DivSendingState.Sent, MessageId = id, LateSentAt = late, LastProblem = null, WaitsSince = null }, cancellation);
    }

    /// <summary>The sending counts from the moment the service's own signed confirmation names.</summary>
    private async Task ConfirmAsync(string name, string id, CancellationToken cancellation)
    {
        var received = await queries.ReceivedByServiceAsync(id, cancellation);
        await notices.ConfirmAsync(name, received, id, problem: null, cancellation);
    }

    private async Task EndAsync(string name, DivSending ended, string code, CancellationToken cancellation)
    {
        await notices.SaveAsync(name, ended with { LastProblem = code }, cancellation);
        await notices.ConfirmAsync(name, sentAt: null, reference: null, code, cancellation);
    }

    /// <summary>Notifications: written down first, confirmed to the service after.</summary>
    private async Task HearAsync(CancellationToken cancellation)
    {
        HashSet<long> heard = [];
        for (var more = true; more;)
        {
            var (notifications, hasMore) = await queries.NotificationsAsync(cancellation);
            var news = notifications.Where(n => heard.Add(n.Id)).ToList();
            List<long> written = [];
            foreach (var notification in news)
            {
                if (await TryHearAsync(notification, cancellation))
                {
                    written.Add(notification.Id);
                }
            }

            if (written.Count > 0)
            {
                await queries.ConfirmNotificationsAsync(written, cancellation);
            }

            more = hasMore && news.Count > 0;
        }
    }

    /// <returns>False: it could not be written down now, and the service says it again.</returns>
    private async Task<bool> TryHearAsync(DivNotification notification, CancellationToken cancellation)
    {
        try
        {
            return await HearAsync(notification, cancellation);
        }
        catch (DivOvertakenException)
        {
            return false;
        }
    }

    private async Task<bool> HearAsync(DivNotification notification, CancellationToken cancellation)
    {
        if (notification.MessageId.Length == 0 || notification.IsAboutIncoming || await NoticeOfAsync(notification.MessageId, cancellation) is not { } name
            || await notices.FindAsync(name, cancellation) is not { } standing)
        {
            return true;
        }

        if (standing.IsDamaged)
        {
            return false;
        }

        var sending = standing.Sending;
        if (sending.State is DivSendingState.Sending or DivSendingState.Unknown)
        {
            // Asked before it is written down as sent: one that a person was asked about must be told, whatever fails in between.
            DateTimeOffset? late = sending.State == DivSendingState.Unknown ? await queries.ReceivedByServiceAsync(notification.MessageId, cancellation) : null;
            sending = await SentAsync(name, notification.MessageId, cancellation, late);
        }

        if (notification.IsDelivered && sending.State != DivSendingState.Delivered)
        {
            await notices.SaveAsync(name, sending with { State = DivSendingState.Delivered, DeliveredAt = time.GetUtcNow() }, cancellation);
        }
        else if (notification.IsUndelivered && sending.State != DivSendingState.Undelivered)
        {
            await notices.SaveAsync(name, sending with { State = DivSendingState.Undelivered, LateProblem = EAddressProblems.Undelivered }, cancellation);
        }

        return true;
    }

    /// <summary>Of a message that we do not know, the service is asked for our operation id as long as a sending is unclear.</summary>
    private async Task<string?> NoticeOfAsync(string messageId, CancellationToken cancellation)
    {
        if (await notices.NoticeOfAsync(messageId, cancellation) is { } known)
        {
            return known;
        }

        List<string> unclear = [.. (await notices.OpenAsync(cancellation)).Where(s => s.Sending.State is DivSendingState.Sending or DivSendingState.Unknown).Select(s => s.Name)];
        return unclear.Count > 0 && await queries.ReferenceOfAsync(messageId, cancellation) is { } reference && unclear.Contains(reference, StringComparer.Ordinal) ? reference : null;
    }
}
