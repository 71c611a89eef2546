namespace SocialWorkflows.Letters.Forms;

/// <summary>
/// One byte a letter for what people type into a PDF form: WinAnsi, with the Latvian letters where windows-1257 has them. Viewers cannot
/// be relied on to type with composite fonts.
/// </summary>
internal static class FormLetters
{
    private static readonly (byte Code, char Letter, string Name)[] Latvian =
    [
        (0xAA, 'Ŗ', "Rcommaaccent"), (0xBA, 'ŗ', "rcommaaccent"), (0xC2, 'Ā', "Amacron"), (0xC7, 'Ē', "Emacron"), (0xC8, 'Č', "Ccaron"),
        (0xCC, 'Ģ', "Gcommaaccent"), (0xCD, 'Ķ', "Kcommaaccent"), (0xCE, 'Ī', "Imacron"), (0xCF, 'Ļ', "Lcommaaccent"), (0xD0, 'Š', "Scaron"),
        (0xD2, 'Ņ', "Ncommaaccent"), (0xD4, 'Ō', "Omacron"), (0xDB, 'Ū', "Umacron"), (0xDE, 'Ž', "Zcaron"), (0xE2, 'ā', "amacron"),
        (0xE7, 'ē', "emacron"), (0xE8, 'č', "ccaron"), (0xEC, 'ģ', "gcommaaccent"), (0xED, 'ķ', "kcommaaccent"), (0xEE, 'ī', "imacron"),
        (0xEF, 'ļ', "lcommaaccent"), (0xF0, 'š', "scaron"), (0xF2, 'ņ', "ncommaaccent"), (0xF4, 'ō', "omacron"), (0xFB, 'ū', "umacron"), (0xFE, 'ž', "zcaron"),
    ];

    public static string Differences => string.Join(' ', Latvian.Select(l => $"{l.Code} /{l.Name}"));

    /// <summary>The letter of each code from 32 to 255; null where there is none.</summary>
    public static IReadOnlyList<(int Code, char Letter)> All { get; } =
    [
        .. Enumerable.Range(0x20, 0x5F).Select(c => (c, (char)c)),
        .. Enumerable.Range(0xA0, 0x60).Where(c => Latvian.All(l => l.Code != c)).Select(c => (c, (char)c)),
        .. Latvian.Select(l => ((int)l.Code, l.Letter)),
    ];
}
