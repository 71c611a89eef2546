namespace SocialWorkflows.Casework.People;

/// <summary>On what ground somebody acts for another person. Persisted words: add, never rename.</summary>
public static class RepresentationBases
{
    /// <summary>Likumiskais pārstāvis: a parent, or the guardian of a minor.</summary>
    public const string Legal = "legal";

    /// <summary>Pilnvarnieks.</summary>
    public const string Authorised = "authorised";

    /// <summary>Aizgādnis: appointed for an adult.</summary>
    public const string Guardian = "guardian";

    public static readonly IReadOnlyList<string> All = [Legal, Authorised, Guardian];
}

/// <summary>Somebody who acts for the person.</summary>
/// <param name="Until">Last day, where the document names one.</param>
/// <param name="Proof">The document: power of attorney, court decision, birth record.</param>
public sealed record Representative(string Name, string? PersonalCode, string Basis, DateOnly From, DateOnly? Until, string Proof)
{
    /// <summary>Whether the representative may act on the day.</summary>
    /// <param name="represented">Birth date of the person represented; null when it is not known.</param>
    /// <param name="adultAge">Legal representation of a minor ends on the day of this age.</param>
    public RepresentationAnswer On(DateOnly day, DateOnly? represented, int adultAge)
    {
        if (day < From)
        {
            return new(false, "Pārstāvība tajā dienā vēl nav sākusies.");
        }

        if (Until is { } until && day > until)
        {
            return new(false, "Pārstāvības termiņš ir beidzies. Lūdziet jaunu pilnvaru vai pašas personas parakstu.");
        }

        return Basis switch
        {
            RepresentationBases.Legal when represented is null => new(null, "Kad pārstāvētā persona dzimusi? Likumiskā pārstāvība beidzas ar pilngadību."),
            RepresentationBases.Legal when Ages.On(represented.Value, day) >= adultAge => new(false, "Pārstāvētā persona ir pilngadīga: vajag pašas parakstu, pilnvaru vai tiesas lēmumu par aizgādni."),
            RepresentationBases.Guardian when represented is { } birth && Ages.On(birth, day) < adultAge => new(false, "Aizgādni ieceļ pilngadīgai personai; bērnu pārstāv vecāki vai aizbildnis."),
            _ => new(true, "Pārstāvība ir spēkā."),
        };
    }
}

/// <param name="MayAct">Null: a person must answer the question first.</param>
/// <param name="Explanation">Latvian, for staff.</param>
public sealed record RepresentationAnswer(bool? MayAct, string Explanation);
