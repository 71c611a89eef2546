namespace SocialWorkflows.Casework.People;

/// <summary>
/// The codes a person has had. An old code, which tells the date of birth, can be changed for a new one once; both must find
/// the person.
/// </summary>
public static class CodeHistory
{
    /// <summary>Why the two cannot belong to one person by the law; null when they can.</summary>
    public static string? Contradiction(PersonalCode one, PersonalCode other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one.Equals(other))
        {
            return "Abi personas kodi ir vienādi.";
        }

        return (one.IsNew, other.IsNew) switch
        {
            (true, true) => "Abi kodi ir jaunā veida; personas kodu var nomainīt vienu reizi, no vecā uz jauno.",
            (false, false) => "Abi kodi ir vecā veida; jaunais personas kods sākas ar 32–39.",
            _ => null,
        };
    }
}
