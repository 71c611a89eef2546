using System.Text;

namespace SocialWorkflows.Mail.Files;

/// <summary>Tells a file by its first bytes.</summary>
internal static class Magic
{
    private const int TextLooked = 4096;

    /// <summary>ZIP and OLE files are told apart further by <see cref="ZipLook"/> and <see cref="OleLook"/>.</summary>
    public static FileKind Of(ReadOnlySpan<byte> content) => content.IsEmpty ? FileKind.Empty : Binary(content) ?? Textual(content);

    private static FileKind? Binary(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("PK\x03\x04"u8) || content.StartsWith("PK\x05\x06"u8))
        {
            return FileKind.Zip;
        }

        if (content[..Math.Min(content.Length, 1024)].IndexOf("%PDF-"u8) >= 0)
        {
            return FileKind.Pdf;
        }

        if (IsProgram(content))
        {
            return FileKind.Program;
        }

        ReadOnlySpan<byte> ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        ReadOnlySpan<byte> oneNote = [0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D];
        ReadOnlySpan<byte> shortcut = [0x4C, 0, 0, 0, 1, 0x14, 2, 0];
        ReadOnlySpan<byte> tnef = [0x78, 0x9F, 0x3E, 0x22];
        return content switch
        {
            _ when content.StartsWith(ole) => FileKind.OldOffice,
            _ when content.StartsWith(oneNote) => FileKind.OneNote,
            _ when content.StartsWith(shortcut) => FileKind.Shortcut,
            _ when content.StartsWith(tnef) => FileKind.Tnef,
            _ when content.StartsWith("ITSF"u8) => FileKind.CompiledHelp,
            _ when content.StartsWith("{\\rtf"u8) || content.StartsWith("{\\rt"u8) => FileKind.Rtf,
            _ when IsDiskImage(content) => FileKind.DiskImage,
            _ when IsArchive(content) => FileKind.OtherArchive,
            [0x30, 0x80, 0x06, 0x09, 0x2A, 0x86, 0x48, ..] or [0x30, >= 0x81, ..] when content[..Math.Min(content.Length, 32)].IndexOf((ReadOnlySpan<byte>)[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07]) > 0 => FileKind.Cms,
            _ => Picture(content) ?? Recording(content),
        };
    }

    private static bool IsProgram(ReadOnlySpan<byte> content) =>
        (content.StartsWith("MZ"u8) && content.Length >= 64) || content.StartsWith("\u007FELF"u8) || content.StartsWith("\0asm"u8)
        || content is [0xCF or 0xCE, 0xFA, 0xED, 0xFE, ..] or [0xFE, 0xED, 0xFA, 0xCF or 0xCE, ..] or [0xCA, 0xFE, 0xBA, 0xBE, ..];

    private static bool IsDiskImage(ReadOnlySpan<byte> content) =>
        content.StartsWith("vhdxfile"u8) || content.StartsWith("conectix"u8) || content.StartsWith("KDMV"u8)
        || (content.Length > 0x8006 && content[0x8001..].StartsWith("CD001"u8))
        || (content.Length >= 512 && content[^512..].StartsWith("koly"u8));

    private static bool IsArchive(ReadOnlySpan<byte> content) =>
        content.StartsWith("Rar!\x1A\x07"u8) || content.StartsWith("MSCF"u8) || content.StartsWith("BZh"u8) || content.StartsWith("LZIP"u8)
        || content is [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, ..] or [0x1F, 0x8B, ..] or [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, ..] or [0x28, 0xB5, 0x2F, 0xFD, ..]
            or [0x60, 0xEA, ..] or [_, _, (byte)'-', (byte)'l', (byte)'h', _, (byte)'-', ..]
        || (content.Length > 262 && content[257..].StartsWith("ustar"u8));

    private static FileKind? Picture(ReadOnlySpan<byte> content) => content switch
    {
        [0xFF, 0xD8, 0xFF, ..] => FileKind.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => FileKind.Png,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => FileKind.Gif,
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => FileKind.Tiff,
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => FileKind.Bmp,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => FileKind.Webp,
        _ => null,
    };

    private static FileKind? Recording(ReadOnlySpan<byte> content)
    {
        if (content.Length >= 12 && content[4..].StartsWith("ftyp"u8))
        {
            var brand = Encoding.ASCII.GetString(content[8..12]);
            return brand switch
            {
                "heic" or "heix" or "hevc" or "hevx" or "heim" or "heis" or "mif1" or "msf1" => content[..Math.Min(64, content.Length)].IndexOf("avif"u8) > 0 ? FileKind.Avif : FileKind.Heic,
                "avif" or "avis" => FileKind.Avif,
                "M4A " or "M4B " => FileKind.Audio,
                _ => FileKind.Video,
            };
        }

        return content switch
        {
            [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB or 0xF3 or 0xF2 or 0xF1 or 0xF9, ..] or [(byte)'#', (byte)'!', (byte)'A', (byte)'M', (byte)'R', ..] => FileKind.Audio,
            [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] or [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => FileKind.Audio,
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => FileKind.Audio,
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'A', (byte)'V', (byte)'I', (byte)' ', ..] or [0x1A, 0x45, 0xDF, 0xA3, ..] => FileKind.Video,
            _ => null,
        };
    }

    private static FileKind Textual(ReadOnlySpan<byte> content)
    {
        var looked = content[..Math.Min(content.Length, TextLooked)];
        if (looked.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            looked = looked[3..];
        }

        if (looked.StartsWith("#!"u8))
        {
            return FileKind.Script;
        }

        if (looked.StartsWith("BEGIN:VCALENDAR"u8))
        {
            return FileKind.Calendar;
        }

        if (looked.Contains((byte)0) && looked is not [0xFF, 0xFE, ..] and not [0xFE, 0xFF, ..])
        {
            return FileKind.Unknown;
        }

        var start = Encoding.UTF8.GetString(looked.TrimStart(" \t\r\n"u8)).ToLowerInvariant();
        if (start.StartsWith('<')
            && (start.Contains("<html", StringComparison.Ordinal) || start.Contains("<script", StringComparison.Ordinal) || start.Contains("<body", StringComparison.Ordinal)))
        {
            return start.Contains("<svg", StringComparison.Ordinal) ? FileKind.Svg : FileKind.Html;
        }

        return start switch
        {
            _ when start.StartsWith("<svg", StringComparison.Ordinal) || (start.StartsWith("<?xml", StringComparison.Ordinal) && start.Contains("<svg", StringComparison.Ordinal)) => FileKind.Svg,
            _ when start.StartsWith("<?xml", StringComparison.Ordinal) => FileKind.Xml,
            _ when start.StartsWith("received:", StringComparison.Ordinal) || start.StartsWith("return-path:", StringComparison.Ordinal) || start.StartsWith("mime-version:", StringComparison.Ordinal) => FileKind.Mail,
            _ => FileKind.Text,
        };
    }
}
