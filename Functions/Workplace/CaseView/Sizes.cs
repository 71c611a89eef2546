namespace SocialWorkflows.Functions.Workplace.CaseView;

internal static class Sizes
{
    private const int Kilo = 1024;

    /// <summary>„3 KB”, „1,4 MB”; never less than one kilobyte.</summary>
    public static string Text(long bytes) => bytes < Kilo * Kilo
        ? $"{Math.Max(1, (bytes + (Kilo / 2)) / Kilo)} KB"
        : $"{(bytes / (double)(Kilo * Kilo)).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture).Replace('.', ',')} MB";
}
