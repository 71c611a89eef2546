using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.People;

/// <summary>Whose work a restricted case is. Everybody else of the municipality knows its number only, until they break the glass.</summary>
public static class NeedToKnow
{
    /// <summary>Whether the person may see the case, by its journal. An open case is everybody's.</summary>
    /// <param name="state">The case.</param>
    /// <param name="person">The reader.</param>
    /// <param name="acting">Who does the assignee's work today: the assignee, or while they are away whoever stands in; null where nobody does.</param>
    public static bool IsFor(CaseState state, StaffMember person, string? acting)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.IsRestricted || IsFor(state.Assignee, ReadersOf(state), person, acting);
    }

    /// <summary>
    /// The rule itself, of a restricted case: the head, the assignee, who does the assignee's work today, and its readers. The municipality is not asked for
    /// here: the store's key holds it.
    /// </summary>
    /// <param name="assignee">Whose work it is; null before it is anybody's.</param>
    /// <param name="readers">As <see cref="ReadersOf"/> tells them, from the journal or from the row of lists.</param>
    /// <param name="person">The reader.</param>
    /// <param name="acting">Who does the assignee's work today; null where nobody does.</param>
    public static bool IsFor(string? assignee, IReadOnlyList<string> readers, StaffMember person, string? acting)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.Roles.Contains(Roles.Head)
            || readers.Contains(person.Id, StringComparer.Ordinal)
            || (assignee is not null && (assignee == person.Id || acting == person.Id));
    }

    /// <summary>Ids of those whom the case itself lets in: whom the head named and, before there is an assignee, who restricted it. Nobody where it is open to all.</summary>
    public static IReadOnlyList<string> ReadersOf(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is not { IsRestricted: true, Restriction: { } restriction } ? []
            : state.Assignee is null ? [.. restriction.Named.Append(restriction.By).Distinct(StringComparer.Ordinal)]
            : restriction.Named;
    }
}
