using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>A text over as many properties of a row as it takes.</summary>
internal static class LongText
{
    /// <summary>What one row holds beside its other properties (1 MiB, two bytes a character).</summary>
    public const int MostCharacters = 450_000;

    private const int PartCharacters = TableLimits.TextCharacters - 768;

    public static void Write(TableEntity row, string name, string text)
    {
        var parts = 0;
        for (var at = 0; at < text.Length || parts == 0;)
        {
            var length = Math.Min(PartCharacters, text.Length - at);
            if (at + length < text.Length && char.IsHighSurrogate(text[at + length - 1]))
            {
                length--; // a pair must not be torn: half of it cannot be written
            }

            row[$"{name}{parts++}"] = text.Substring(at, length);
            at += length;
        }

        row[name + "Parts"] = parts;
    }

    public static string Read(TableEntity row, string name) =>
        string.Concat(Enumerable.Range(0, (int)row.Number(name + "Parts")).Select(i => row.RequiredText($"{name}{i}")));
}
