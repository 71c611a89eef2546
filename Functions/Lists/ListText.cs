using System.Text;

namespace SocialWorkflows.Functions.Lists;

/// <summary>The text of an uploaded file and the encoding it was read in: a byte order mark decides, else UTF-8 where it fits, else Windows-1257.</summary>
internal sealed record ListText(string Text, string Encoding)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ListText Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(System.Text.Encoding.UTF8.Preamble))
        {
            return new ListText(System.Text.Encoding.UTF8.GetString(bytes[3..]), "UTF-8 (BOM)");
        }

        if (bytes.StartsWith(System.Text.Encoding.Unicode.Preamble))
        {
            return new ListText(System.Text.Encoding.Unicode.GetString(bytes[2..]), "UTF-16");
        }

        if (bytes.StartsWith(System.Text.Encoding.BigEndianUnicode.Preamble))
        {
            return new ListText(System.Text.Encoding.BigEndianUnicode.GetString(bytes[2..]), "UTF-16");
        }

        try
        {
            return new ListText(Strict.GetString(bytes), "UTF-8");
        }
        catch (DecoderFallbackException)
        {
            return new ListText(CodePagesEncodingProvider.Instance.GetEncoding(1257)!.GetString(bytes), "Windows-1257");
        }
    }
}
