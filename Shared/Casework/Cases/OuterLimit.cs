using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>The legal limit of a decision by both calendars: one month from the first receipt (Administratīvā procesa likums, section 64(1)), or as extended.</summary>
/// <param name="SafeDue">The earlier day where the calendars differ; for staff only.</param>
public sealed record OuterLimit(DateOnly Due, DateOnly SafeDue)
{
    /// <summary>Null before registration and once there is a decision.</summary>
    public static OuterLimit? Of(CaseState state) => state switch
    {
        { Decision: not null } or { Closed: not null } or { Registration: null } => null,
        { Extension.Term: { } extended } => new(extended.Due, extended.SafeDue),
        { Registration: var registration } => new(registration.OuterLimit, registration.OuterSafe ?? registration.OuterLimit),
    };
}
