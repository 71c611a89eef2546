using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.SendGrid;

/// <summary>
/// Hands mail to SendGrid (v3 mail/send). The service knows no idempotency: after the first byte of the request only an answer that says what
/// happened ends the doubt, and the event webhook tells the rest.
/// </summary>
public sealed class SendGridSender(SendGridOptions options, HttpClient http, TimeProvider time) : IMailSender
{
    private const int LargestBody = 30_000_000;

    /// <inheritdoc/>
    public bool IsIdempotent => false;

    /// <inheritdoc/>
    public MailDoubt Doubt => options.WebhookPublicKey.Length > 0 ? MailDoubt.Events : MailDoubt.Person;

    public async Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default)
    {
        var body = SendGridMail.Write(mail, options.Sandbox);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Endpoint, "v3/mail/send")) { Content = JsonContent.Create(body) };
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
            return Read(response);
        }
        catch (HttpRequestException problem) when (problem.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            throw new TransientMailException($"SendGrid cannot be reached: {problem.Message} Nothing was sent.", problem) { IsOfTheServer = true };
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new MailSendResult(MailSendOutcome.Unknown, "no answer: " + problem.GetType().Name);
        }
    }

    private MailSendResult Read(HttpResponseMessage response)
    {
        var pause = Pause(response);
        switch (response.StatusCode)
        {
            // 200 is the sandbox's word.
            case HttpStatusCode.Accepted or HttpStatusCode.OK:
                return new MailSendResult(MailSendOutcome.Accepted, $"{(int)response.StatusCode}")
                {
                    ProviderId = response.Headers.TryGetValues("X-Message-Id", out var ids) ? ids.FirstOrDefault() : null,
                    RetryAfter = pause,
                };
            case HttpStatusCode.TooManyRequests:
                throw new TransientMailException("SendGrid answered 429; nothing was sent. It is not asked again before the time it named.") { IsOfTheServer = true, RetryAfter = pause };
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw new PermanentMailException(
                    $"SendGrid answered {(int)response.StatusCode}; nothing was sent. Check {SendGridOptions.SectionName}:ApiKey, its right 'Mail Send', that it belongs to the region of {options.Endpoint.Host}, and that the sender's domain is verified.")
                { IsOfTheServer = true };
            case >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.RequestTimeout:
                throw new PermanentMailException($"SendGrid answered {(int)response.StatusCode} to this mail; nothing was sent.");
            default:
                return new MailSendResult(MailSendOutcome.Unknown, $"answer {(int)response.StatusCode}") { RetryAfter = pause };
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
