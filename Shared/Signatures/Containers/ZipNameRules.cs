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

            if (!seen.Add(entry.Name) && !(doublesInMetaInf && entry.Name.StartsWith("META-INF/", StringComparison.Ordinal)))
            {
                throw ContainerException.Unsafe("Two entries of the container have the same name (or differ only in upper and lower case).");
            }
        }
    }

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
