using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using SocialWorkflows.Connectors.SendGrid;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>
/// Where SendGrid says what became of our mail. Without a fresh signature over the bytes nothing is read. Answered with 200 only after what it
/// says is written down; else the provider says it again, for a day.
/// </summary>
internal sealed partial class SendEventEndpoint(SendWords words, SendGridOptions options, TimeProvider time, ILogger<SendEventEndpoint> logger)
{
    public const string Path = "/api/mail/events";

    private const int LargestBody = 4 * 1024 * 1024;

    public async Task<IResult> HandleAsync(HttpContext http)
    {
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = LargestBody;
        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        using var body = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        }
        catch (BadHttpRequestException problem)
        {
            return Results.StatusCode(problem.StatusCode);
        }

        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        var headers = http.Request.Headers;
        if (!SendGridEvents.IsGenuine(options.WebhookPublicKey, headers[SendGridEvents.SignatureHeader], headers[SendGridEvents.TimestampHeader], bytes.Span, time.GetUtcNow()))
        {
            LogStrange();
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        try
        {
            await words.TakeAsync(SendGridEvents.Read(bytes), http.RequestAborted);
            return Results.Ok();
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogNotKept(problem);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Somebody called the event webhook without a fresh signature of the provider; nothing was read.")]
    private partial void LogStrange();

    [LoggerMessage(LogLevel.Error, "Events of the provider could not be written down; it is asked to say them again.")]
    private partial void LogNotKept(Exception problem);
}
