using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// The open clocks of a case on today's calendar, each with the length it had when it was started (invariant I9): only what a
/// changed calendar moves is named. Pure; a case that reads the same gives nothing.
/// </summary>
public static class ClockRecalculation
{
    public static IReadOnlyList<ClockChange> Of(CaseState state, CaseTerms terms) => state.Closed is not null
        ? []
        : [.. OpenClocks.Of(state, terms).Where(c => c.IsChanged).Select(c => new ClockChange(c.Clock, c.Former.Due, c.Former.SafeDue, c.Now, c.RemindOn))];
}
