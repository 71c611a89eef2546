using System.Globalization;
using System.Text;

namespace SocialWorkflows.Mail.Files;

/// <summary>
/// A file name as a program may read it that is less careful than ours: without characters nobody sees, and with the wide, round and mathematical forms
/// of letters (Unicode compatibility forms) as the letters they stand for. <see cref="string.Normalize()"/> does nothing under invariant globalization.
/// </summary>
internal static class PlainName
{
    private const int Letters = 26;

    public static string Of(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (!IsUnseen(rune))
            {
                result.Append(Plain(rune.Value) is { } plain ? plain : rune.ToString());
            }
        }

        return result.ToString();
    }

    private static bool IsUnseen(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF) or 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static string? Plain(int value) => value switch
    {
        >= 0xFF01 and <= 0xFF5E => ((char)(value - 0xFEE0)).ToString(),
        >= 0x1D400 and <= 0x1D6A3 => Letter((value - 0x1D400) % (2 * Letters)),
        >= 0x1D7CE and <= 0x1D7FF => ((char)('0' + ((value - 0x1D7CE) % 10))).ToString(),
        >= 0x24B6 and <= 0x24E9 => Letter((value - 0x24B6) % Letters),
        >= 0x249C and <= 0x24B5 => Letter(value - 0x249C),
        0x2024 or 0xFE52 => ".",
        0x017F => "s",
        _ => null,
    };

    private static string Letter(int index) => ((char)('a' + (index % Letters))).ToString();
}
