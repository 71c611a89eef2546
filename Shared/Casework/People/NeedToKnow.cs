using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.People;

/// <summary>Whose work a restricted case is. Everybody else of the municipality knows its number only, until they break the glass.</summary>
public static class NeedToKnow
{
    /// <summary>
    /// The head, the assignee, who does the assignee's work today, and whom the head named; before there is an assignee, who restricted it. The
    /// municipality is not asked for here: the store's key holds it.
    /// </summary>
    /// <param name="state">The case.</param>
    /// <param name="person">The reader.</param>
    /// <param name="acting">Who does the assignee's work today: the assignee, or while they are away whoever stands in; null where nobody does.</param>
    public static bool IsFor(CaseState state, StaffMember person, string? acting)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(person);
        return state is not { IsRestricted: true, Restriction: { } restriction }
            || person.Roles.Contains(Roles.Head)
            || restriction.Named.Contains(person.Id, StringComparer.Ordinal)
            || (state.Assignee is { } assignee ? assignee == person.Id || acting == person.Id : restriction.By == person.Id);
    }
}
