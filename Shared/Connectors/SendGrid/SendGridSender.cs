using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.SendGrid;

/// <summary>
/// Hands mail to SendGrid (v3 mail/send). The service knows no idempotency: after the first byte of the request only an answer that says what
/// happened ends the doubt, and the event webhook tells the rest. After such a doubt the next mail is rehearsed in the sandbox first, which
/// delivers nothing: so an outage costs one doubtful mail, not one each time it is looked whether it is over.
/// </summary>
public sealed class SendGridSender(SendGridOptions options, HttpClient http, TimeProvider time) : IMailSender
{
    private const int LargestBody = 30_000_000;

    private volatile bool _isSuspected;

    /// <inheritdoc/>
    public bool IsIdempotent => false;

    /// <inheritdoc/>
    public MailDoubt Doubt => options.WebhookPublicKey.Length > 0 ? MailDoubt.Events : MailDoubt.Person;

    /// <inheritdoc/>
    public async Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default)
    {
        if (_isSuspected && !options.Sandbox && await CallAsync(mail, sandbox: true, cancellationToken) is { Outcome: not MailSendOutcome.Checked } rehearsed)
        {
            throw new TransientMailException($"SendGrid does not serve us ({rehearsed.Detail}); it was asked in the sandbox, so nothing was sent.") { IsOfTheServer = true, RetryAfter = rehearsed.RetryAfter };
        }

        cancellationToken.ThrowIfCancellationRequested();
        var result = await CallAsync(mail, options.Sandbox, CancellationToken.None);
        _isSuspected = result.Outcome == MailSendOutcome.Unknown;
        return result;
    }

    private async Task<MailSendResult> CallAsync(OutgoingMail mail, bool sandbox, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Endpoint, "v3/mail/send")) { Content = JsonContent.Create(SendGridMail.Write(mail, sandbox)) };
        await request.Content.LoadIntoBufferAsync(cancellationToken);
        if (request.Content.Headers.ContentLength > LargestBody)
        {
            throw new PermanentMailException($"The mail has {request.Content.Headers.ContentLength} bytes, SendGrid takes {LargestBody}; nothing was sent. Send the files by another channel.");
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        using var limit = new CancellationTokenSource(options.CallLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Read(response, sandbox);
        }
        catch (HttpRequestException problem) when (problem.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            throw new TransientMailException($"SendGrid cannot be reached: {problem.Message} Nothing was sent.", problem) { IsOfTheServer = true };
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new MailSendResult(MailSendOutcome.Unknown, "no answer: " + problem.GetType().Name) { IsOfTheServer = true };
        }
    }

    private MailSendResult Read(HttpResponseMessage response, bool sandbox)
    {
        var pause = Pause(response);
        switch (response.StatusCode)
        {
            case >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices when sandbox:
                return new MailSendResult(MailSendOutcome.Checked, $"{(int)response.StatusCode}");
            case HttpStatusCode.Accepted:
                return new MailSendResult(MailSendOutcome.Accepted, $"{(int)response.StatusCode}")
                {
                    ProviderId = response.Headers.TryGetValues("X-Message-Id", out var ids) ? ids.FirstOrDefault() : null,
                    RetryAfter = pause,
                };
            case HttpStatusCode.TooManyRequests:
                throw new TransientMailException("SendGrid answered 429; nothing was sent. It is not asked again before the time it named.") { IsOfTheServer = true, RetryAfter = pause };
            case HttpStatusCode.Unauthorized:
                throw new PermanentMailException(
                    $"SendGrid answered 401; nothing was sent. Check {SendGridOptions.SectionName}:ApiKey, and that it belongs to the region of {options.Endpoint.Host}.")
                { IsOfTheServer = true };
            case HttpStatusCode.Forbidden:
                throw new PermanentMailException(
                    $"SendGrid answered 403; nothing was sent. Check that the sender's domain is verified there, and that {SendGridOptions.SectionName}:ApiKey has the right 'Mail Send'.")
                { IsOfTheFrom = true };
            case >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.RequestTimeout:
                throw new PermanentMailException($"SendGrid answered {(int)response.StatusCode} to this mail; nothing was sent.");
            default:
                return new MailSendResult(MailSendOutcome.Unknown, $"answer {(int)response.StatusCode}") { IsOfTheServer = true, RetryAfter = pause };
        }
    }

    /// <summary>Retry-After, or the second at which the limit begins anew.</summary>
    private TimeSpan? Pause(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ when response.StatusCode == HttpStatusCode.TooManyRequests
            && response.Headers.TryGetValues("X-RateLimit-Reset", out var at) && long.TryParse(at.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            && second is > 0 and < 253_402_300_799 => DateTimeOffset.FromUnixTimeSeconds(second) - time.GetUtcNow() is var pause && pause > TimeSpan.Zero ? pause : null,
        _ => null,
    };
}
