using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace.Pages;

[AlsoForOperator]
[ReadsByPost("")]
internal sealed class SignOutModel(SignInOptions signIn) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        Response.Cookies.Delete(SessionLimits.Cookie);
        if (signIn.IsDevelopment)
        {
            await HttpContext.SignOutAsync();
        }

        return signIn.SignOutAddress is { } address ? Redirect(address) : NotFound();
    }
}
