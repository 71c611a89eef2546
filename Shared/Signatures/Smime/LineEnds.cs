namespace SocialWorkflows.Signatures.Smime;

/// <summary>Line ends of mail: CRLF on the wire, often LF on disk.</summary>
internal static class LineEnds
{
    public static bool HasBareLf(ReadOnlySpan<byte> bytes)
    {
        for (var i = bytes.IndexOf((byte)'\n'); i >= 0 && i < bytes.Length; i++)
        {
            if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r'))
            {
                return true;
            }
        }

        return false;
    }

    public static byte[] ToCrlf(ReadOnlySpan<byte> bytes)
    {
        var canonical = new List<byte>(bytes.Length + (bytes.Length / 16));
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r'))
            {
                canonical.Add((byte)'\r');
            }

            canonical.Add(bytes[i]);
        }

        return [.. canonical];
    }
}
