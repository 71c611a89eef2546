using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>
/// One page for everything that went wrong; what is missing and what is foreign read the same. Without bound values, since the form may be what could
/// not be read.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel(UiTexts texts) : PageModel
{
    public string Text { get; private set; } = string.Empty;

    public void OnGet() => Tell(Code());

    public void OnPost() => Tell(Code());

    /// <summary>A form above the page's limit is refused while its token is looked for, and would be told as a form without one.</summary>
    private int Code()
    {
        if (Request.ContentLength > HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            return StatusCodes.Status413PayloadTooLarge;
        }

        return int.TryParse(RouteData.Values["code"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : StatusCodes.Status404NotFound;
    }

    private void Tell(int code)
    {
        Text = code == StatusCodes.Status403Forbidden && User.Identity is { IsAuthenticated: true } && !User.HasClaim(c => c.Type == ClaimTypes.NameIdentifier)
            ? texts["error.not-staff"]
            : texts.Keys.Contains($"error.{code}") ? texts[$"error.{code}"] : texts["error.500"];
        Response.StatusCode = code is >= 400 and < 600 ? code : StatusCodes.Status404NotFound;
    }
}
