using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace.Pages.Status;

/// <summary>
/// The page a link of a mail leads to. Programs that follow links before people do find a button only, whatever the link is worth; pressing it
/// uses the link up.
/// </summary>
internal sealed class LinkModel(ResidentDesk desk, SignInOptions signIn)
    : StatusPageBase(desk, signIn)
{
    private const int LongestLink = 400;

    /// <summary>A new link was asked for.</summary>
    public bool IsAskedFor { get; private set; }

    public IActionResult OnGet([FromRoute(Name = "link")] string link) => Show(link);

    public async Task<IActionResult> OnPostAsync([FromRoute(Name = "link")] string link)
    {
        Link = Shown(link);
        if (await Desk.OpenAsync(link, HttpContext.RequestAborted) is not { } session)
        {
            return Neutral();
        }

        Begin(session);
        return Redirect(ResidentLinks.Path);
    }

    public async Task<IActionResult> OnPostRenewAsync([FromRoute(Name = "link")] string link)
    {
        await Desk.RenewAsync(link, HttpContext.RequestAborted);
        IsAskedFor = true;
        return Page();
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Show(string link)
    {
        Link = Shown(link);
        return Page();
    }

    /// <summary>Only what could be a link stands in the form; anything else would still be one address further on.</summary>
    private static string Shown(string link) =>
        link.Length <= LongestLink && link.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? link : "-";
}
