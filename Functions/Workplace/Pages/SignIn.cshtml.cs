using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace.Pages;

[AllowAnonymous]
internal sealed class SignInModel(StaffDirectory staff, MunicipalityDirectory municipalities) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IEnumerable<StaffMember> People => DevelopmentSignIn.PeopleOf(staff);

    public string InstitutionOf(StaffMember person) => municipalities.Get(person.Municipality).Pack.Institution.Name;

    public IActionResult OnGet() => DevelopmentSignIn.IsAvailable(HttpContext) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? person)
    {
        if (!DevelopmentSignIn.IsAvailable(HttpContext) || People.FirstOrDefault(p => p.Id == person) is not { } chosen)
        {
            return NotFound();
        }

        await DevelopmentSignIn.EnterAsync(HttpContext, chosen);
        return LocalRedirect(Url.IsLocalUrl(From) ? From : "/");
    }
}
