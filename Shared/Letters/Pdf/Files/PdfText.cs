using System.Globalization;
using System.Text;

namespace SocialWorkflows.Letters.Pdf.Files;

/// <summary>How numbers, strings and dates are spelled in PDF.</summary>
internal static class PdfText
{
    public static string Number(double value) => Math.Round(value, 3).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A text string as UTF-16 in hexadecimal, which needs no escaping.</summary>
    public static string String(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    public static string Date(DateTimeOffset at)
    {
        var sign = at.Offset < TimeSpan.Zero ? '-' : '+';
        return $"(D:{at:yyyyMMddHHmmss}{sign}{at.Offset:hh}'{at.Offset:mm}')";
    }

    public static string Reference(int id) => $"{id} 0 R";

    public static string Array(IEnumerable<string> items) => $"[{string.Join(' ', items)}]";
}
