namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>What the first bytes of a file say, before SQLite is let near it.</summary>
internal static class HubFileHeader
{
    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <returns>False for a file that is missing or empty: a crash while it was made leaves it empty.</returns>
    /// <exception cref="TaskHubException">It is some other kind of file, or not readable.</exception>
    public static bool IsDatabase(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (file.Length == 0)
            {
                return false;
            }

            Span<byte> start = stackalloc byte[Magic.Length];
            var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            return start[..read].SequenceEqual(Magic) ? true : throw HubFileErrors.Foreign(path);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw HubFileErrors.NotWritable(path, exception);
        }
    }
}
