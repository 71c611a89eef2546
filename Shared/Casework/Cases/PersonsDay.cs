using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>A last day that is the person's own: to answer, to bring documents, to take a place, to contest.</summary>
public static class PersonsDay
{
    private const string Kept = " Kalendārs pēc tam mainījās; paliek vēlākā, jau noteiktā diena par labu personai.";

    /// <param name="clock">See <see cref="CaseClocks"/>, with or without what follows its name.</param>
    public static bool IsOf(string clock) =>
        clock.Split(':')[0] is CaseClocks.Answer or CaseClocks.Document or CaseClocks.Offer or CaseClocks.Contest;

    /// <summary>Another calendar gives the person more time, never less: a day that was told stands and its sentence says why.</summary>
    internal static Deadline NotSooner(Deadline former, Deadline now) => now.Due >= former.Due
        ? now
        : former with { Sentence = IsKept(former) ? former.Sentence : former.Sentence + Kept };

    /// <summary>The day was kept against a calendar that would have brought it sooner.</summary>
    internal static bool IsKept(Deadline term) => term.Sentence.EndsWith(Kept, StringComparison.Ordinal);
}
