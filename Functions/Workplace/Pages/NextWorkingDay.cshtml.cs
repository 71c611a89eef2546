using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Moves the simulated calendar; outside the demo there is no such page.</summary>
internal sealed class NextWorkingDayModel(AppOptions app) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string? back)
    {
        if (!app.IsDemo)
        {
            return NotFound();
        }

        await HttpContext.RequestServices.GetRequiredService<IDemoCalendar>().NextWorkingDayAsync(HttpContext.RequestAborted);
        return LocalRedirect($"{(Url.IsLocalUrl(back) ? back : "/")}?notice=day");
    }
}
