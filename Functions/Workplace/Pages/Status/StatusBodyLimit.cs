using Microsoft.AspNetCore.Http.Features;
using SocialWorkflows.Functions.Resident;

namespace SocialWorkflows.Functions.Workplace.Pages.Status;

/// <summary>
/// Only who opened a status page may send files, and also when its time is over, to be told so in words. Ten photographs of a telephone come in and
/// are told in words that they are too large; whoever never had a page open sends no more than a form.
/// </summary>
internal sealed class StatusBodyLimit(RequestDelegate next, ResidentTickets tickets)
{
    /// <summary>In bytes.</summary>
    public const long Largest = 6 * ResidentUploads.MostBytes;

    private const long LargestWithoutPage = 4 * 1024;

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = tickets.Read(http.Request.Cookies[StatusPageBase.Cookie], TicketPurposes.Session) is not null ? Largest : LargestWithoutPage;
        }

        return next(http);
    }
}
