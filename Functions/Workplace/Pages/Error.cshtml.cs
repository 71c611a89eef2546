using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>
/// One page for everything that went wrong; what is missing and what is foreign read the same. Without handlers and bound values, since the form may be
/// what could not be read.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel(UiTexts texts) : PageModel
{
    public string Text { get; private set; } = string.Empty;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        _ = int.TryParse(RouteData.Values["code"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var code);
        Text = code == StatusCodes.Status403Forbidden && User.Identity is { IsAuthenticated: true } && !User.HasClaim(c => c.Type == ClaimTypes.NameIdentifier)
            ? texts["error.not-staff"]
            : texts.Keys.Contains($"error.{code}") ? texts[$"error.{code}"] : texts["error.500"];
        Response.StatusCode = code is >= 400 and < 600 ? code : StatusCodes.Status404NotFound;
    }
}
