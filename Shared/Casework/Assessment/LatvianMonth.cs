namespace SocialWorkflows.Casework.Assessment;

/// <summary>„2026. gada marts”.</summary>
public static class LatvianMonth
{
    private static readonly string[] Names =
    [
        "janvāris", "februāris", "marts", "aprīlis", "maijs", "jūnijs", "jūlijs", "augusts", "septembris", "oktobris", "novembris", "decembris",
    ];

    public static string Text(DateOnly month) => $"{month.Year}. gada {Names[month.Month - 1]}";
}
