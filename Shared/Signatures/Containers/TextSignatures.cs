using System.Text;
using System.Text.Json;

namespace SocialWorkflows.Signatures.Containers;

/// <summary>Signatures that are text of their own, without a container: they are named, so that nobody is told that the file is not signed.</summary>
internal static class TextSignatures
{
    private const int ChunkBytes = 1024 * 1024;
    private const int Overlap = 128;
    private const string XmlSignatureNamespace = "http://www.w3.org/2000/09/xmldsig#";
    private const string SignatureValue = "SignatureValue";
    private static readonly Encoding[] Encodings = [Encoding.ASCII, Encoding.Unicode, Encoding.BigEndianUnicode];

    /// <summary>Null for any other text.</summary>
    public static FileFormat? Sniff(ByteSource source, ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return null;
        }

        if (text[0] == '<' || text is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return Encodings.Any(e => Holds(source, e.GetBytes(XmlSignatureNamespace)) && Holds(source, e.GetBytes(SignatureValue))) ? FileFormat.Xades : null;
        }

        return (text[0] == '{' && HasJsonSignature(text)) || IsCompactJws(text) ? FileFormat.Jades : null;
    }

    private static bool Holds(ByteSource source, byte[] what)
    {
        var buffer = new byte[(int)Math.Min(source.Length, ChunkBytes)];
        for (long at = 0; at < source.Length; at += ChunkBytes - Overlap)
        {
            if (buffer.AsSpan(0, source.Read(at, buffer)).IndexOf(what) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>RFC 7515 §7.2: "signature" or "signatures" beside "protected" or "payload", wherever the head still shows them.</summary>
    private static bool HasJsonSignature(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
        var (signature, payload) = (false, false);
        try
        {
            while (reader.Read() && !(signature && payload))
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                {
                    signature |= reader.ValueTextEquals("signature"u8) || reader.ValueTextEquals("signatures"u8);
                    payload |= reader.ValueTextEquals("payload"u8) || reader.ValueTextEquals("protected"u8);
                }
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return payload && (signature || reader.BytesConsumed < json.Length);
    }

    /// <summary>§7.1: header, payload, value; the header is JSON with "alg".</summary>
    private static bool IsCompactJws(ReadOnlySpan<byte> text)
    {
        var dot = text.IndexOf((byte)'.');
        if (dot is <= 0 or > 32 * 1024 || text[(dot + 1)..].IndexOfAnyExcept(Base64UrlOrDot) is >= 0 and var stop && !char.IsWhiteSpace((char)text[dot + 1 + stop]))
        {
            return false;
        }

        try
        {
            var header = System.Buffers.Text.Base64Url.DecodeFromChars(Encoding.ASCII.GetString(text[..dot]));
            using var parsed = JsonDocument.Parse(header);
            return parsed.RootElement.ValueKind == JsonValueKind.Object && parsed.RootElement.TryGetProperty("alg", out _);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return false;
        }
    }

    private static readonly System.Buffers.SearchValues<byte> Base64UrlOrDot =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."u8);
}
