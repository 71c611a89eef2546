using System.Security.Claims;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>The person who is signed in; the session carries the id alone, everything else is looked up each time.</summary>
internal sealed class CurrentStaff(IHttpContextAccessor accessor, StaffDirectory staff, MunicipalityDirectory municipalities, TimeProvider time)
{
    public StaffMember Person => Find(accessor.HttpContext!.User)
        ?? throw new InvalidOperationException("Nobody is signed in.");

    public StaffMember? PersonOrNull => accessor.HttpContext is { } http ? Find(http.User) : null;

    public Municipality Municipality => municipalities.Get(Person.Municipality);

    public DateOnly Today => Municipality.Terms.DayOf(time.GetUtcNow());

    private StaffMember? Find(ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id ? staff.Find(id) : null;
}
