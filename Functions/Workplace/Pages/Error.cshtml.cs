using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>One page for everything that went wrong; what is missing and what is foreign read the same.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel(UiTexts texts) : PageModel
{
    public string Text { get; private set; } = string.Empty;

    public void OnGet([FromRoute] int code) => Tell(code);

    public void OnPost([FromRoute] int code) => Tell(code);

    private void Tell(int code)
    {
        Text = code == StatusCodes.Status403Forbidden && User.Identity is { IsAuthenticated: true } && !User.HasClaim(c => c.Type == ClaimTypes.NameIdentifier)
            ? texts["error.not-staff"]
            : texts.Keys.Contains($"error.{code}") ? texts[$"error.{code}"] : texts["error.500"];
        Response.StatusCode = code is >= 400 and < 600 ? code : StatusCodes.Status404NotFound;
    }
}
