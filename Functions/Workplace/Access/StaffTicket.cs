using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>Who asks. Somebody who has signed in but is not on the staff list has no id, and the pages are forbidden to them.</summary>
internal static class StaffTicket
{
    /// <summary>Forms of the error page are bound to the one who sees it, who needs some name for that.</summary>
    private static readonly Claim Stranger = new(ClaimTypes.Name, "stranger");

    public static AuthenticationTicket For(StaffMember? person, string scheme) => new(Principal(person, scheme), scheme);

    public static ClaimsPrincipal Principal(StaffMember? person, string scheme) =>
        new(new ClaimsIdentity([person is null ? Stranger : new Claim(ClaimTypes.NameIdentifier, person.Id)], scheme));
}
