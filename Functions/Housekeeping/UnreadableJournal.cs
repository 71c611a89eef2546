using System.Text.Json;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>What reading a damaged case throws. Whoever goes through all cases names it and goes on with the next.</summary>
internal static class UnreadableJournal
{
    public static bool Is(Exception problem) =>
        problem is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or NullReferenceException or InvalidDataException;
}
