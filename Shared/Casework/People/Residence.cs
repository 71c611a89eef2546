namespace SocialWorkflows.Casework.People;

/// <summary>What is known of where a person lives. Persisted words: add, never rename.</summary>
public static class Residences
{
    public const string Here = "here";
    public const string Elsewhere = "elsewhere";

    /// <summary>Moved: here or away, with the day.</summary>
    public const string Moved = "moved";

    public const string Two = "two";
    public const string Homeless = "homeless";
    public const string Prison = "prison";
    public const string Abroad = "abroad";
    public const string Unknown = "unknown";

    public static readonly IReadOnlyList<string> All = [Here, Elsewhere, Moved, Two, Homeless, Prison, Abroad, Unknown];
}

/// <summary>Where a person is declared, as staff found it out.</summary>
/// <param name="Situation">A word of <see cref="Residences"/>.</param>
/// <param name="Municipality">The other municipality, where there is one.</param>
/// <param name="Since">First day of the present declaration, after a move.</param>
/// <param name="MovedHere">After a move: true = to this municipality, false = away from it.</param>
public sealed record Residence(string Situation, string? Municipality = null, DateOnly? Since = null, bool MovedHere = false);

/// <summary>Whether this municipality decides. Persisted words: add, never rename.</summary>
public static class Competences
{
    public const string Ours = "ours";
    public const string Forward = "forward";

    /// <summary>A person must find out or decide first.</summary>
    public const string Ask = "ask";
}

/// <param name="Word">A word of <see cref="Competences"/>.</param>
/// <param name="Explanation">Latvian, for staff.</param>
public sealed record CompetenceAnswer(string Word, string Explanation);

/// <summary>
/// Whose application it is: the municipality of the primary declared residence on the day of receipt. Somebody in acute need is
/// helped first; what cannot be told from the residence is asked, never guessed.
/// </summary>
public static class Competence
{
    public static CompetenceAnswer Of(Residence residence, DateOnly receivedOn, bool admitFirst)
    {
        if (admitFirst && residence.Situation != Residences.Here)
        {
            return new(Competences.Ours, "Pakalpojumu sniedz bez iepriekšējas pieteikšanās, lai kur persona deklarēta. Par izdevumu segšanu vienojieties ar deklarētās dzīvesvietas pašvaldību.");
        }

        return residence switch
        {
            { Situation: Residences.Here } => new(Competences.Ours, "Pamata dzīvesvieta deklarēta šajā pašvaldībā."),
            { Situation: Residences.Elsewhere, Municipality: { } other } => new(Competences.Forward, $"Pamata dzīvesvieta deklarēta citur: {other}. Iesniegums jāpārsūta."),
            { Situation: Residences.Elsewhere } => new(Competences.Ask, "Kurā pašvaldībā persona ir deklarēta? Bez tā nav zināms, kam iesniegumu pārsūtīt."),
            { Situation: Residences.Moved, Since: null } => new(Competences.Ask, "No kuras dienas jaunā dzīvesvieta ir deklarēta? Izšķir iesnieguma saņemšanas diena."),
            { Situation: Residences.Moved, MovedHere: true } moved when moved.Since <= receivedOn => new(Competences.Ours, "Saņemšanas dienā persona jau bija deklarēta šajā pašvaldībā."),
            { Situation: Residences.Moved, MovedHere: false } moved when moved.Since > receivedOn => new(Competences.Ours, "Saņemšanas dienā persona vēl bija deklarēta šajā pašvaldībā."),
            { Situation: Residences.Moved, Municipality: { } other } => new(Competences.Forward, $"Saņemšanas dienā persona bija deklarēta citur: {other}. Iesniegums jāpārsūta."),
            { Situation: Residences.Moved } => new(Competences.Ask, "No kuras vai uz kuru pašvaldību persona pārcēlusies? Bez tā nav zināms, kam iesniegumu pārsūtīt."),
            { Situation: Residences.Two } => new(Competences.Ask, "Deklarētas divas adreses. Kura no tām ir pamata dzīvesvieta? Izšķir tā."),
            { Situation: Residences.Homeless } => new(Competences.Ask, "Deklarētas dzīvesvietas nav. Kur persona uzturas un kur bija pēdējā deklarētā dzīvesvieta? Naktspatversmi un krīzes palīdzību tas nekavē."),
            { Situation: Residences.Prison } => new(Competences.Ask, "Persona ir ieslodzījumā. Kur bija deklarētā dzīvesvieta pirms tā un kad persona atgriezīsies?"),
            { Situation: Residences.Abroad } => new(Competences.Ask, "Persona ir ārvalstīs. Vai pamata dzīvesvieta joprojām deklarēta šajā pašvaldībā?"),
            _ => new(Competences.Ask, "Deklarētā dzīvesvieta nav noskaidrota. Pārbaudiet reģistrā vai jautājiet personai."),
        };
    }
}
