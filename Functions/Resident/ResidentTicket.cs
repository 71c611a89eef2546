using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Resident;

/// <summary>What a signed text lets its bearer do. Part of the signed bytes: add, never rename.</summary>
internal static class TicketPurposes
{
    /// <summary>Opens the status page of one case, once.</summary>
    public const string Link = "link";

    /// <summary>The page that was opened, until it ends.</summary>
    public const string Session = "session";
}

/// <summary>One purpose, one case, one address, until an instant.</summary>
/// <param name="Purpose">One of <see cref="TicketPurposes"/>.</param>
/// <param name="Case">The only case it speaks of.</param>
/// <param name="Id">Names the link; a link is used once.</param>
/// <param name="Bound">Keyed hash of the address it was sent to: a changed address ends it.</param>
/// <param name="EndsAt">To the minute.</param>
internal sealed record ResidentTicket(string Purpose, CaseRef Case, string Id, string Bound, DateTimeOffset EndsAt);
