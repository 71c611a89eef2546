namespace SocialWorkflows.Mail.Files;

/// <summary>What a TIFF 6.0 file says of itself.</summary>
/// <param name="Pages">Directories in the file, counted to <see cref="MostPages"/>.</param>
internal readonly record struct TiffHeaders(long Width, long Height, int Pages)
{
    private const int MostPages = 1000;
    private const int WidthTag = 0x0100;
    private const int HeightTag = 0x0101;

    /// <summary>Null when it has no directory that can be read.</summary>
    public static TiffHeaders? Read(ReadOnlySpan<byte> content)
    {
        if (TiffDirectory.First(content) is not { } first)
        {
            return null;
        }

        var pages = 1;
        for (var next = first.Next(content); next is { } page && pages < MostPages; next = page.Next(content))
        {
            pages++;
        }

        return new TiffHeaders(first.Value(content, WidthTag) ?? 0, first.Value(content, HeightTag) ?? 0, pages);
    }
}
