namespace SocialWorkflows.Mail.Files;

/// <summary>Whether a GIF (89a) holds more than one picture.</summary>
internal static class GifFrames
{
    private const int HeaderSize = 13;

    public static bool AreSeveral(ReadOnlySpan<byte> content)
    {
        var at = HeaderSize + TableSize(content[10]);
        var frames = 0;
        while (at < content.Length)
        {
            switch (content[at])
            {
                case 0x21:
                    at = AfterBlocks(content, at + 2);
                    break;
                case 0x2C when at + 9 < content.Length:
                    if (++frames > 1)
                    {
                        return true;
                    }

                    at = AfterBlocks(content, at + 11 + TableSize(content[at + 9]));
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private static int TableSize(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static int AfterBlocks(ReadOnlySpan<byte> content, int at)
    {
        while (at < content.Length && content[at] != 0)
        {
            at += 1 + content[at];
        }

        return at + 1;
    }
}
