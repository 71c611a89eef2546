using System.Net.Sockets;
using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Smtp;

/// <summary>
/// Submits a mail to one relay (RFC 6409): EHLO, STARTTLS, AUTH, SIZE, 8BITMIME, one connection a mail. All recipients or none.
/// </summary>
public sealed class SmtpSender(SmtpOptions options, TimeProvider time) : IMailSender
{
    /// <summary>RFC 1870 §6.1: the mail, not the sender, is refused.</summary>
    private const int TooLarge = 552;

    /// <summary>RFC 4954 §6: we should have signed in first, whoever the sender is.</summary>
    private const int NotSignedIn = 530;

    /// <inheritdoc/>
    public bool IsIdempotent => false;

    public async Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default)
    {
        var message = SmtpMessage.From(mail, options);
        using var limit = new CancellationTokenSource(options.TryTimeout, time);
        using var early = new CancellationTokenSource(options.TryTimeout - options.FinalReplyTimeout, time);
        using var handOver = CancellationTokenSource.CreateLinkedTokenSource(early.Token, cancellationToken);
        try
        {
            await using var connection = await SmtpConnection.OpenAsync(options, time, handOver.Token);
            await HandOverAsync(connection, message, handOver.Token);
            var result = await FinishAsync(connection, limit.Token);
            await QuitAsync(connection, limit.Token);
            return result;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new TransientMailException($"The mail server {options.Host}:{options.Port} failed before the mail was handed over: {e.Message} Nothing was sent.", e) { IsOfTheServer = true };
        }
        catch (OperationCanceledException e) when (early.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TransientMailException($"The mail server {options.Host}:{options.Port} was too slow to take the mail within {nameof(SmtpOptions.TryTimeout)}. Nothing was sent.", e) { IsOfTheServer = true };
        }
    }

    /// <summary>Everything before the last dot: whatever fails here, nothing was sent.</summary>
    private async Task HandOverAsync(SmtpConnection connection, SmtpMessage message, CancellationToken cancellationToken)
    {
        (await connection.ReadReplyAsync(options.CommandTimeout, cancellationToken)).Require("the connection", isOfTheServer: true);
        var offer = await GreetAsync(connection, cancellationToken);
        if (options.Security == SmtpSecurity.StartTls)
        {
            if (!offer.Has("STARTTLS"))
            {
                throw new PermanentMailException($"The mail server {options.Host}:{options.Port} offers no STARTTLS; nothing was sent unencrypted. Set {nameof(SmtpOptions.Security)} or repair the server.") { IsOfTheServer = true };
            }

            (await connection.CommandAsync("STARTTLS", cancellationToken)).Require("STARTTLS", isOfTheServer: true);
            await connection.StartTlsAsync(cancellationToken);
            offer = await GreetAsync(connection, cancellationToken);
        }

        await SmtpAuthentication.RunAsync(connection, offer, options, cancellationToken);
        await EnvelopeAsync(connection, offer, message, cancellationToken);
        await connection.WriteAsync(message.StuffedBytes, cancellationToken);
    }

    private async Task<SmtpOffer> GreetAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        var reply = await connection.CommandAsync("EHLO " + options.ClientName, cancellationToken);
        return new SmtpOffer(reply.Require("EHLO", isOfTheServer: true).Lines);
    }

    private static async Task EnvelopeAsync(SmtpConnection connection, SmtpOffer offer, SmtpMessage message, CancellationToken cancellationToken)
    {
        var parameters = new StringBuilder();
        if (offer.Has("SIZE"))
        {
            if (offer.MaxSize is { } max && message.StuffedBytes.Length > max)
            {
                throw new PermanentMailException($"The mail has {message.StuffedBytes.Length} bytes, the mail server takes {max}; nothing was sent. Send the files by another channel.");
            }

            parameters.Append(System.Globalization.CultureInfo.InvariantCulture, $" SIZE={message.StuffedBytes.Length}");
        }

        parameters.Append(offer.Has("8BITMIME") ? " BODY=8BITMIME" : "");
        var from = await connection.CommandAsync($"MAIL FROM:<{message.EnvelopeFrom}>{parameters}", cancellationToken);
        from.Require("MAIL FROM", isOfTheServer: from.Code == NotSignedIn, isOfTheFrom: from.Code is not (TooLarge or NotSignedIn));
        foreach (var recipient in message.Recipients)
        {
            (await connection.CommandAsync($"RCPT TO:<{recipient}>", cancellationToken)).RequireRecipient();
        }

        var data = await connection.CommandAsync("DATA", cancellationToken);
        if (data.Code != 354)
        {
            throw data.Code < 400 ? new IOException($"The mail server answered {data.Summary} to DATA instead of 354.") : data.Problem("DATA");
        }
    }

    /// <summary>From the first byte of the last dot on, a failure is a doubt: the server may have taken the mail.</summary>
    private async Task<MailSendResult> FinishAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        SmtpReply reply;
        try
        {
            await connection.WriteAsync(".\r\n"u8.ToArray(), cancellationToken);
            reply = await connection.ReadReplyAsync(options.FinalReplyTimeout, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return new MailSendResult(MailSendOutcome.Unknown, "no answer after the end of the mail: " + e.GetType().Name) { IsOfTheServer = true };
        }

        return reply.Code is >= 300 and < 400
            ? new MailSendResult(MailSendOutcome.Unknown, "unexpected answer after the end of the mail: " + reply.Summary)
            : new MailSendResult(MailSendOutcome.Accepted, reply.Require("the end of the mail").Summary);
    }

    private static async Task QuitAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.WriteAsync("QUIT\r\n"u8.ToArray(), cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // The mail is accepted; how the server says goodbye does not matter.
        }
    }
}
