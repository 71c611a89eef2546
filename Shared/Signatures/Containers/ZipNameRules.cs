using System.Globalization;
using System.Text;

namespace SocialWorkflows.Signatures.Containers;

/// <summary>Names that could be written elsewhere, or be two files to one reader and one file to another, reject the container.</summary>
internal static class ZipNameRules
{
    /// <exception cref="ContainerException">A rule is broken.</exception>
    /// <param name="entries">In the order of the directory.</param>
    /// <param name="doublesInMetaInf">Let two files below META-INF have one name; for telling what a rejected container held.</param>
    public static void Check(IReadOnlyList<ZipEntry> entries, bool doublesInMetaInf = false)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            if (Problem(entry.Name) is { } problem)
            {
                throw ContainerException.Unsafe(problem);
            }

            if (entry is { IsFolder: true, Size: > 0 })
            {
                throw ContainerException.Unsafe("A folder of the container has content of its own.");
            }

            if (!seen.Add(AsWindowsKeeps(entry.Name)) && !(doublesInMetaInf && entry.Name.StartsWith("META-INF/", StringComparison.Ordinal)))
            {
                throw ContainerException.Unsafe("Two entries of the container have the same name (or differ only in upper and lower case, or in dots and spaces at its end).");
            }
        }
    }

    /// <summary>Names that are safe to open and may yet look like others.</summary>
    public static IEnumerable<string> Warnings(IEnumerable<ZipEntry> files)
    {
        foreach (var name in files.Select(f => f.Name))
        {
            if (name.EnumerateRunes().Any(IsInvisible))
            {
                yield return $"The name \"{name}\" has invisible characters and may look like another one.";
            }

            if (AsWindowsKeeps(name) != name)
            {
                yield return $"The name \"{name}\" has a dot or space at an end, which some programs leave out.";
            }
        }
    }

    /// <summary>Windows leaves out dots and spaces at the end of a name, so that two files would become one.</summary>
    private static string AsWindowsKeeps(string name) => string.Join('/', name.Split('/').Select(part => part.TrimEnd('.', ' ')));

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;

    /// <summary>UAX 9: embeddings, overrides, isolates and marks, with which a name shows its letters in another order ("exe.fdp" as "pdf.exe").</summary>
    private static bool TurnsTextAround(char letter) => letter is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static string? Problem(string name)
    {
        if (name.Length == 0)
        {
            return "An entry of the container has no name.";
        }

        if (name.Any(char.IsControl))
        {
            return "An entry's name has control characters.";
        }

        if (name.Any(TurnsTextAround))
        {
            return "An entry's name has characters that turn text around, so that it looks like another name.";
        }

        if (name.Contains('\\'))
        {
            return "An entry's name has a backslash.";
        }

        if (name[0] == '/' || (name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0])))
        {
            return "An entry's name is an absolute path.";
        }

        return name.Split('/').Any(part => part is ".." or ".") ? "An entry's name climbs out of the container (path traversal)." : null;
    }
}
