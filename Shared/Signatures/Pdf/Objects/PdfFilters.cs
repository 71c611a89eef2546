using System.IO.Compression;

namespace SocialWorkflows.Signatures.Pdf.Objects;

/// <summary>The filters that the file structure itself may use (cross-reference and object streams); page content is never unpacked here.</summary>
internal static class PdfFilters
{
    private const int MaxDecodedBytes = 16 * 1024 * 1024;

    /// <summary>Unpacked to packed size; below <see cref="RatioFloorBytes"/> it says nothing, since tables of a regular file pack well.</summary>
    private const int MaxRatio = 100;
    private const int RatioFloorBytes = 1024 * 1024;
    private const int MaxFilters = 4;

    /// <exception cref="PdfFormatException">Damaged, too large, or packed in a way that is not read.</exception>
    public static byte[] Decode(PdfStream stream, Func<PdfValue, PdfValue> resolve)
    {
        var filters = AsList(resolve(stream.Dictionary["Filter"]));
        var parameters = AsList(resolve(stream.Dictionary["DecodeParms"]));
        if (filters.Count > MaxFilters)
        {
            throw new PdfFormatException("A stream of the PDF is packed too often.");
        }

        InspectionWork.UnpackPdf(stream.Raw.Length);
        var data = stream.Raw.ToArray();
        for (var i = 0; i < filters.Count; i++)
        {
            data = (resolve(filters[i]) as PdfName)?.Value switch
            {
                "FlateDecode" or "Fl" => PdfPredictor.Undo(Inflate(data), i < parameters.Count ? resolve(parameters[i]) as PdfDictionary : null, resolve),
                "ASCIIHexDecode" or "AHx" => DecodeHex(data),
                "ASCII85Decode" or "A85" => DecodeAscii85(data),
                _ => throw new PdfFormatException("The PDF packs its structure with a filter that is not read."),
            };
        }

        return data;
    }

    private static IReadOnlyList<PdfValue> AsList(PdfValue value) => value switch
    {
        PdfArray array => array.Items,
        PdfNull => [],
        _ => [value],
    };

    private static byte[] Inflate(byte[] data)
    {
        try
        {
            using var inflater = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
            using var result = new MemoryStream();
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = inflater.Read(buffer)) > 0)
            {
                InspectionWork.UnpackPdf(read);
                result.Write(buffer, 0, read);
                if (result.Length > MaxDecodedBytes)
                {
                    throw TooLarge();
                }

                if (result.Length > RatioFloorBytes && result.Length / Math.Max(1, data.Length) > MaxRatio)
                {
                    throw new PdfFormatException($"A stream of the PDF unpacks to more than {MaxRatio} times its size.");
                }
            }

            return result.ToArray();
        }
        catch (InvalidDataException)
        {
            throw new PdfFormatException("A packed stream of the PDF is damaged.");
        }
    }

    private static byte[] DecodeHex(byte[] data)
    {
        var end = data.AsSpan().IndexOf((byte)'>');
        byte[] text = [(byte)'<', .. data.AsSpan(0, end < 0 ? data.Length : end), (byte)'>'];
        return PdfStringReader.ReadHex(text, 0, static _ => { }).Bytes;
    }

    private static byte[] DecodeAscii85(byte[] data)
    {
        var result = new List<byte>(data.Length * 4 / 5);
        var group = new List<byte>(5);
        foreach (var letter in data)
        {
            if (letter == '~')
            {
                break;
            }

            if (letter == 'z' && group.Count == 0)
            {
                result.AddRange([0, 0, 0, 0]);
            }
            else if (letter is >= (byte)'!' and <= (byte)'u')
            {
                group.Add((byte)(letter - '!'));
            }
            else if (!PdfParser.IsWhiteSpace(letter))
            {
                throw new PdfFormatException("A packed stream of the PDF is damaged.");
            }

            if (group.Count == 5)
            {
                AddGroup(group, 4, result);
            }

            if (result.Count > MaxDecodedBytes)
            {
                throw TooLarge();
            }
        }

        var rest = group.Count - 1;
        if (rest > 0)
        {
            group.AddRange(Enumerable.Repeat((byte)84, 5 - group.Count));
            AddGroup(group, rest, result);
        }

        return [.. result];
    }

    private static PdfFormatException TooLarge() => new($"A stream of the PDF unpacks to more than {MaxDecodedBytes / (1024 * 1024)} MB.");

    private static void AddGroup(List<byte> group, int bytes, List<byte> result)
    {
        var value = group.Aggregate(0UL, (sum, digit) => (sum * 85) + digit);
        for (var i = 0; i < bytes; i++)
        {
            result.Add((byte)(value >> (24 - (8 * i))));
        }

        group.Clear();
    }
}
