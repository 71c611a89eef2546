namespace SocialWorkflows.Connectors.Maildir;

/// <summary>The three folders of a Maildir (https://cr.yp.to/proto/maildir.html) and the names in them.</summary>
internal sealed class MaildirFolders
{
    // Windows forbids ":" in file names; Dovecot and others use ";" there.
    private static readonly char InfoMark = OperatingSystem.IsWindows() ? ';' : ':';

    public MaildirFolders(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Tmp = System.IO.Path.Combine(Path, "tmp");
        New = System.IO.Path.Combine(Path, "new");
        Cur = System.IO.Path.Combine(Path, "cur");
        try
        {
            Directory.CreateDirectory(Tmp);
            Directory.CreateDirectory(New);
            Directory.CreateDirectory(Cur);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The Maildir {Path} cannot be made: {e.Message} Give the service's user the right to write there, or set another folder.", e);
        }
    }

    public string Path { get; }

    public string Tmp { get; }

    public string New { get; }

    public string Cur { get; }

    /// <summary>The name without its flags.</summary>
    public static string UniqueName(string fileName)
    {
        var mark = fileName.IndexOf(InfoMark, StringComparison.Ordinal);
        return mark < 0 ? fileName : fileName[..mark];
    }

    /// <summary>Already completed by us: the flag S (seen).</summary>
    public static bool IsSeen(string fileName)
    {
        var flags = fileName.IndexOf(InfoMark + "2,", StringComparison.Ordinal);
        return flags >= 0 && fileName.AsSpan(flags + 3).Contains('S');
    }

    public static string SeenName(string fileName)
    {
        var mark = fileName.IndexOf(InfoMark + "2,", StringComparison.Ordinal);
        var flags = mark < 0 ? "" : fileName[(mark + 3)..];
        return UniqueName(fileName) + InfoMark + "2," + string.Concat((flags + "S").Distinct().Order());
    }

    /// <summary>Where the mail of that unique name is now; null when nowhere.</summary>
    public string? Find(string uniqueName)
    {
        var path = System.IO.Path.Combine(New, uniqueName);
        if (File.Exists(path))
        {
            return path;
        }

        path = System.IO.Path.Combine(Cur, uniqueName);
        return File.Exists(path)
            ? path
            : new DirectoryInfo(Cur).EnumerateFiles(uniqueName + InfoMark + "*").FirstOrDefault(f => UniqueName(f.Name) == uniqueName)?.FullName;
    }
}
