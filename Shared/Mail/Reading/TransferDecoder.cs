namespace SocialWorkflows.Mail.Reading;

/// <summary>Removes Content-Transfer-Encoding (RFC 2045 §6), reading damaged input as far as it goes.</summary>
internal static class TransferDecoder
{
    private static readonly sbyte[] Base64Values = MakeBase64Values();

    public static ReadOnlyMemory<byte> Decode(MimePart part, DefectSink defects)
    {
        var damaged = false;
        ReadOnlyMemory<byte> result;
        switch (part.TransferEncoding)
        {
            case "base64":
                result = Base64(part.EncodedBody.Span, out damaged);
                break;
            case "quoted-printable":
                result = QuotedPrintable(part.EncodedBody.Span, out damaged);
                break;
            case "" or "7bit" or "8bit" or "binary" or "7-bit" or "8-bit":
                result = part.EncodedBody;
                break;
            default:
                damaged = true;
                result = part.EncodedBody;
                break;
        }

        if (damaged)
        {
            defects.Add(MailDefectKind.TransferEncoding, "part " + part.Number);
        }

        return result;
    }

    /// <summary>Skips what is not base64, goes on after padding (concatenated blocks), keeps the whole bytes of a cut last group.</summary>
    public static byte[] Base64(ReadOnlySpan<byte> text, out bool damaged)
    {
        damaged = false;
        var result = new byte[(text.Length / 4 * 3) + 3];
        var length = 0;
        var bits = 0;
        var count = 0;
        foreach (var c in text)
        {
            var value = Base64Values[c];
            if (value >= 0)
            {
                bits = (bits << 6) | (byte)value;
                if (++count == 4)
                {
                    result[length++] = (byte)(bits >> 16);
                    result[length++] = (byte)(bits >> 8);
                    result[length++] = (byte)bits;
                    bits = 0;
                    count = 0;
                }
            }
            else if (c == '=')
            {
                Flush(ref damaged);
            }
            else if (c is not ((byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t'))
            {
                damaged = true;
            }
        }

        damaged |= count > 0;
        Flush(ref damaged);
        return result.AsSpan(0, length).ToArray();

        void Flush(ref bool bad)
        {
            if (count >= 2)
            {
                result[length++] = (byte)(bits >> ((6 * count) - 8));
            }

            if (count == 3)
            {
                result[length++] = (byte)(bits >> 2);
            }

            bad |= count == 1;
            bits = 0;
            count = 0;
        }
    }

    public static byte[] QuotedPrintable(ReadOnlySpan<byte> text, out bool damaged)
    {
        damaged = false;
        var result = new byte[text.Length];
        var length = 0;
        var position = 0;
        while (position < text.Length)
        {
            var end = HeaderBlockReader.EndOfLine(text, position);
            var line = text[position..end];
            var body = HeaderBlockReader.TrimLineBreak(line);
            var lineBreak = line[body.Length..];
            body = body.TrimEnd(" \t"u8);
            var soft = body.EndsWith("="u8);
            if (soft)
            {
                body = body[..^1];
            }

            for (var i = 0; i < body.Length; i++)
            {
                if (body[i] != '=')
                {
                    result[length++] = body[i];
                }
                else if (i + 2 < body.Length && Hex(body[i + 1], body[i + 2]) is >= 0 and var value)
                {
                    result[length++] = (byte)value;
                    i += 2;
                }
                else
                {
                    damaged = true;
                    result[length++] = body[i];
                }
            }

            if (!soft)
            {
                lineBreak.CopyTo(result.AsSpan(length));
                length += lineBreak.Length;
            }

            position = end;
        }

        return result.AsSpan(0, length).ToArray();
    }

    /// <summary>The "Q" of RFC 2047: as quoted-printable, "_" is a space, no line breaks.</summary>
    public static byte[] EncodedWordQ(ReadOnlySpan<byte> text)
    {
        var result = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && Hex(text[i + 1], text[i + 2]) is >= 0 and var value)
            {
                result[length++] = (byte)value;
                i += 2;
            }
            else
            {
                result[length++] = text[i] == '_' ? (byte)' ' : text[i];
            }
        }

        return result.AsSpan(0, length).ToArray();
    }

    public static int Hex(int high, int low)
    {
        if (!char.IsAsciiHexDigit((char)high) || !char.IsAsciiHexDigit((char)low))
        {
            return -1;
        }

        return (Digit(high) << 4) | Digit(low);

        static int Digit(int c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    }

    private static sbyte[] MakeBase64Values()
    {
        var values = new sbyte[256];
        Array.Fill(values, (sbyte)-1);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;
        for (var i = 0; i < alphabet.Length; i++)
        {
            values[alphabet[i]] = (sbyte)i;
        }

        return values;
    }
}
