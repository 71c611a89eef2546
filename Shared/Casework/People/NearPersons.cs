using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Recognition;

namespace SocialWorkflows.Casework.People;

/// <summary>Whether a member of staff may be near the applicant of a case (Administratīvā procesa likums, 37. pants: an official does not take part in a matter of their own or of their kin).</summary>
public static class NearPersons
{
    /// <summary>Latvian endings of surnames; the longer first. Bērziņš and Bērziņa are one surname, and so are Lācis and Lāce.</summary>
    private static readonly string[] Endings = ["is", "us", "s", "a", "e"];

    private const int ShortestStem = 3;

    /// <summary>A word of <see cref="ConflictKinds"/>; null where nothing speaks for it.</summary>
    /// <param name="state">The case.</param>
    /// <param name="person">The member of staff. Without a <see cref="StaffMember.CodeKey"/> the full name stands for the person, and a namesake is taken for the applicant.</param>
    /// <param name="keyOf">The look-up key of a personal code.</param>
    public static string? ConflictOf(CaseState state, StaffMember person, Func<string, string> keyOf)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(keyOf);
        if (state.Received is not { } received)
        {
            return null;
        }

        var applicant = received.Applicant;
        if (person.CodeKey is { } key)
        {
            if (Codes(applicant.PersonalCode, state.Identity?.OtherCode).Any(code => keyOf(code) == key))
            {
                return ConflictKinds.Own;
            }

            if ((state.Income?.MemberCodes ?? []).Any(code => keyOf(code) == key))
            {
                return ConflictKinds.Household;
            }
        }
        else if (PersonNames.MayBeSame(applicant.FullName, person.Name))
        {
            return ConflictKinds.Own;
        }

        return Stems(applicant.Surname).Overlaps(Stems(person.Name.Split(' ')[^1])) ? ConflictKinds.Surname : null;
    }

    private static IEnumerable<string> Codes(params string?[] codes) => codes.OfType<string>().Where(c => c.Length > 0);

    /// <summary>Of each part of a double surname.</summary>
    private static HashSet<string> Stems(string surname) => [.. LatvianText.Words(surname).Select(Stem)];

    private static string Stem(string word) =>
        Endings.FirstOrDefault(e => word.EndsWith(e, StringComparison.Ordinal) && word.Length - e.Length >= ShortestStem) is { } ending ? word[..^ending.Length] : word;
}
