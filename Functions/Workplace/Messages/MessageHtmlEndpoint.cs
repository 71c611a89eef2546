using System.Text;
using SocialWorkflows.Functions.Workplace.Files;
using SocialWorkflows.Mail.Html;

namespace SocialWorkflows.Functions.Workplace.Messages;

/// <summary>
/// The HTML of a message, cleaned. Nothing in it names anything to fetch, and should the cleaning ever fail, the policy still forbids the
/// browser to load, run or submit anything.
/// </summary>
internal static class MessageHtmlEndpoint
{
    public const string Policy = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    public static async Task<IResult> HandleAsync(string intakeId, ReviewedMessages messages, HttpContext http)
    {
        if (await messages.FindAsync(intakeId, http.RequestAborted) is not { Mail.HtmlBody: { } html })
        {
            return Results.NotFound();
        }

        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers["X-Frame-Options"] = "SAMEORIGIN";
        return Results.Text($"<!doctype html><html lang=\"lv\"><meta charset=\"utf-8\"><title>Vēstule</title><body>{HtmlSanitizer.Sanitise(html).Html}</body></html>", "text/html", Encoding.UTF8);
    }
}
