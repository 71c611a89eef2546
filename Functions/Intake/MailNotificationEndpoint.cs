using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using SocialWorkflows.Connectors.Graph;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Where Microsoft Graph says that mail came. Answered with 202 only after what it asks for is written down; when that fails, Graph is told so
/// and calls again. Whoever does not know our secret is answered the same and changes nothing.
/// </summary>
internal sealed partial class MailNotificationEndpoint(GraphNotifications notifications, ILogger<MailNotificationEndpoint> logger)
{
    public const string Path = "/api/mail/notifications";

    private const int LargestBody = 1024 * 1024;
    private const int LongestToken = 4096;

    public async Task<IResult> HandleAsync(HttpContext http)
    {
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = LargestBody;
        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        if (http.Request.Query.TryGetValue("validationToken", out var token))
        {
            return token is [{ Length: > 0 and <= LongestToken } echo] ? Results.Text(echo, "text/plain", Encoding.UTF8) : Results.BadRequest();
        }

        try
        {
            var taken = await notifications.TakeAsync(http.Request.Body, http.RequestAborted);
            if (taken.Strange > 0)
            {
                LogStrange(taken.Strange);
            }

            return Results.Accepted();
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }
        catch (BadHttpRequestException problem)
        {
            return Results.StatusCode(problem.StatusCode);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogNotKept(problem);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} items of a mailbox notification were not of our subscription and were dropped.")]
    private partial void LogStrange(int count);

    [LoggerMessage(LogLevel.Error, "A mailbox notification could not be written down; Graph is asked to call again.")]
    private partial void LogNotKept(Exception problem);
}
