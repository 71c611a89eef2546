using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.People;

/// <summary>Whose work a restricted case is. Everybody else of the municipality knows its number only, until they break the glass.</summary>
public static class NeedToKnow
{
    /// <summary>
    /// The head, the assignee and those who stand in for the assignee, and whom the head named; before there is an assignee, who restricted it. The
    /// municipality is not asked for here: the store's key holds it.
    /// </summary>
    public static bool IsFor(CaseState state, StaffMember person)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(person);
        return state is not { IsRestricted: true, Restriction: { } restriction }
            || person.Roles.Contains(Roles.Head)
            || restriction.Named.Contains(person.Id, StringComparer.Ordinal)
            || (state.Assignee is { } assignee ? assignee == person.Id || person.Roles.Contains(Roles.Substitute) : restriction.By == person.Id);
    }
}
