using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>The term of the decision clock once the person may have been promised a later day.</summary>
public static class DecisionTerm
{
    /// <summary>What was counted from the first day with its pauses, or the day to which the term was extended where that is later.</summary>
    public static Deadline Of(CaseState state, Deadline counted) =>
        state.Extension is { } extension && extension.Term.Due > counted.Due ? extension.Term : counted;

    /// <summary>The clock ends on the day of the extension, a promise that moves with no calendar.</summary>
    public static bool IsPromised(CaseState state) =>
        state is { DecisionClock.Term: var term, Extension.Term: var promised } && term.Due == promised.Due && term.Sentence == promised.Sentence;
}
