using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Blank application forms of every municipality, for everybody.</summary>
[AllowAnonymous]
internal sealed class FormsModel(MunicipalityDirectory municipalities) : PageModel
{
    public IEnumerable<MunicipalityPack> Packs => municipalities.OfPeople.Select(m => m.Pack).Where(p => p.Form is not null);
}
