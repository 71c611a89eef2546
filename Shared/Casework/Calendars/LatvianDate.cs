namespace SocialWorkflows.Casework.Calendars;

/// <summary>Dates in Latvian words; case endings by hand, since the program carries no culture data.</summary>
public static class LatvianDate
{
    private static readonly string[] Stems =
    [
        "janvār", "februār", "mart", "aprīl", "maij", "jūnij", "jūlij", "august", "septembr", "oktobr", "novembr", "decembr",
    ];

    /// <summary>„27.06.2026.”.</summary>
    public static string Numeric(DateOnly date) => $"{date.Day:00}.{date.Month:00}.{date.Year}.";

    /// <summary>Genitive, after „pēc” and „no”: „2026. gada 8. jūnija”.</summary>
    public static string Genitive(DateOnly date) => $"{date.Year}. gada {date.Day}. {GenitiveStem(date.Month)}a";

    /// <summary>Dative, after „līdz”: „2026. gada 25. jūnijam”.</summary>
    public static string Dative(DateOnly date) =>
        $"{date.Year}. gada {date.Day}. {Stems[date.Month - 1]}{(EndsInAs(date.Month) ? "am" : "im")}";

    /// <summary>„marts” and „augusts” and the „-js” months decline with -a-, the others with -i-.</summary>
    private static bool EndsInAs(int month) => month is 3 or 5 or 6 or 7 or 8;

    private static string GenitiveStem(int month) => month == 4 ? "aprīļ" : Stems[month - 1];
}
