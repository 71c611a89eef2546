using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>Who asks. Somebody who has signed in but is not on the staff list has no id, and the pages are forbidden to them.</summary>
internal static class StaffTicket
{
    /// <summary>Forms of the error page are bound to the one who sees it, who needs some name for that.</summary>
    private static readonly Claim Stranger = new(ClaimTypes.Name, "stranger");

    /// <param name="person">Null for somebody who is not on the list.</param>
    /// <param name="scheme">Who says so.</param>
    /// <param name="since">When they signed in, where the sign-in says it.</param>
    public static AuthenticationTicket For(StaffMember? person, string scheme, DateTimeOffset? since) => new(Principal(person, scheme, since), scheme);

    public static ClaimsPrincipal Principal(StaffMember? person, string scheme, DateTimeOffset? since) => new(new ClaimsIdentity(
        [
            person is null ? Stranger : new Claim(ClaimTypes.NameIdentifier, person.Id),
            .. since is { } at ? [new Claim(ClaimTypes.AuthenticationInstant, at.UtcTicks.ToString(CultureInfo.InvariantCulture))] : Array.Empty<Claim>(),
        ],
        scheme));

    /// <summary>When the person signed in; null where the sign-in does not say it.</summary>
    public static DateTimeOffset? Since(ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.AuthenticationInstant) is { } ticks && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(at, TimeSpan.Zero)
            : null;
}
