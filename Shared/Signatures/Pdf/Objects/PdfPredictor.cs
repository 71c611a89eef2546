namespace SocialWorkflows.Signatures.Pdf.Objects;

/// <summary>PNG predictors (ISO 32000-1 §7.4.4.4), which cross-reference streams are usually packed with.</summary>
internal static class PdfPredictor
{
    private const int MaxRowBytes = 1024 * 1024;

    public static byte[] Undo(byte[] data, PdfDictionary? parameters, Func<PdfValue, PdfValue> resolve)
    {
        long Number(string key, long otherwise) => (resolve(parameters?[key] ?? PdfValue.Null) as PdfNumber)?.Integer ?? otherwise;
        var predictor = Number("Predictor", 1);
        if (predictor == 1)
        {
            return data;
        }

        var pixelBits = Number("Colors", 1) * Number("BitsPerComponent", 8);
        var rowBytes = (pixelBits * Number("Columns", 1) + 7) / 8;
        if (predictor is < 10 or > 15 || pixelBits is < 1 or > 256 || rowBytes is < 1 or > MaxRowBytes)
        {
            throw new PdfFormatException("The PDF packs its structure with a predictor that is not read.");
        }

        var row = (int)rowBytes;
        var pixel = (int)((pixelBits + 7) / 8);
        var rows = data.Length / (row + 1);
        var result = new byte[rows * row];
        var above = new byte[row];
        for (var r = 0; r < rows; r++)
        {
            var kind = data[r * (row + 1)];
            var source = data.AsSpan((r * (row + 1)) + 1, row);
            var target = result.AsSpan(r * row, row);
            for (var i = 0; i < row; i++)
            {
                var left = i >= pixel ? target[i - pixel] : 0;
                var aboveLeft = i >= pixel ? above[i - pixel] : 0;
                target[i] = (byte)(source[i] + Predicted(kind, left, above[i], aboveLeft));
            }

            target.CopyTo(above);
        }

        return result;
    }

    private static int Predicted(byte kind, int left, int above, int aboveLeft) => kind switch
    {
        0 => 0,
        1 => left,
        2 => above,
        3 => (left + above) / 2,
        4 => Paeth(left, above, aboveLeft),
        _ => throw new PdfFormatException("A packed stream of the PDF is damaged."),
    };

    private static int Paeth(int left, int above, int aboveLeft)
    {
        var estimate = left + above - aboveLeft;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - aboveLeft));
        return a <= b && a <= c ? left : b <= c ? above : aboveLeft;
    }
}
