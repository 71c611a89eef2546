namespace SocialWorkflows.Casework.Assessment;

/// <summary>What staff know about whoever is obliged to maintain the client. Persisted words: add, never rename.</summary>
public static class Maintenance
{
    public const string Unknown = "unknown";

    /// <summary>Nobody is obliged to maintain the client.</summary>
    public const string Nobody = "nobody";

    public const string Poor = "poor";
    public const string Solvent = "solvent";
}

/// <summary>Who pays for a paid service, or the question staff must answer before that can be said.</summary>
/// <param name="Payer"><c>client</c>, <c>maintenance</c>, <c>municipality</c>, or null while the question is open.</param>
/// <param name="Explanation">Latvian, one sentence.</param>
public sealed record FeeAnswer(string? Payer, string Explanation)
{
    public bool IsQuestion => Payer is null;
}

/// <summary>
/// The fee rule (Ministru kabineta noteikumi Nr. 275, points 1–4): the client pays; for a poor client whoever is obliged to
/// maintain them; where that one is poor too, the municipality. So „free for the poor” is never concluded alone.
/// </summary>
public static class HomeCareFee
{
    /// <param name="clientStatus">A word of <see cref="IncomeStatuses"/> as staff recorded it; null while it is not assessed.</param>
    /// <param name="maintenance">A word of <see cref="Maintenance"/>.</param>
    public static FeeAnswer Of(string? clientStatus, string maintenance) => (clientStatus, maintenance) switch
    {
        (null, _) => new(null, "Vai mājsaimniecība ir trūcīga? Kamēr ienākumi nav izvērtēti, nav zināms, kurš maksā."),
        (not IncomeStatuses.Poor, _) => new("client", "Par pakalpojumu pēc līguma maksā pats klients: mājsaimniecība nav trūcīga."),
        (_, Maintenance.Nobody) => new("municipality", "Klients ir trūcīgs, un apgādnieka viņam nav: pakalpojums viņam ir bez maksas, maksā pašvaldība."),
        (_, Maintenance.Poor) => new("municipality", "Klients un viņa apgādnieks ir trūcīgi: pakalpojums ir bez maksas, maksā pašvaldība."),
        (_, Maintenance.Solvent) => new("maintenance", "Klients ir trūcīgs, bet viņa apgādnieks nav: maksā apgādnieks."),
        _ => new(null, "Vai klientam ir apgādnieks, kas nav trūcīgs? Kamēr tas nav noskaidrots, nerakstiet, ka pakalpojums ir bez maksas."),
    };
}
