using System.IO.Compression;
using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Municipalities.Trial;

/// <summary>
/// Takes an uploaded file, or a ZIP of a whole folder, as a candidate. Nothing is written to disk; names are only compared with those a pack has, and what is
/// unpacked is counted as it comes, whatever the archive says of itself.
/// </summary>
internal static partial class CandidateReader
{
    /// <summary>Largest upload, in bytes: about ten times the largest pack.</summary>
    public const int LargestUpload = 2 * 1024 * 1024;

    /// <summary>Largest single file, in bytes.</summary>
    public const int LargestFile = 512 * 1024;

    /// <summary>Most bytes an archive unpacks to.</summary>
    public const int LargestContent = 4 * 1024 * 1024;

    public const int MostFiles = 300;

    private static ReadOnlySpan<byte> ZipMagic => "PK"u8;

    /// <exception cref="PackException">It is no candidate; carries everything wrong with it.</exception>
    public static PackCandidate Read(string folder, string fileName, byte[] content)
    {
        if (content.Length > LargestUpload)
        {
            throw Refused(Shown(fileName), $"has {content.Length} bytes; at most {LargestUpload} are taken");
        }

        return content.AsSpan().StartsWith(ZipMagic)
            ? new PackCandidate(folder, Checked(Unpack(Shown(fileName), content)), IsWhole: true)
            : new PackCandidate(folder, Checked(Single(fileName, content)), IsWhole: false);
    }

    private static Dictionary<string, byte[]> Single(string fileName, byte[] content)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        return content.Length > LargestFile
            ? throw Refused(Shown(name), $"has {content.Length} bytes; a file of a pack has at most {LargestFile}")
            : new(StringComparer.Ordinal) { [name] = content };
    }

    private static Dictionary<string, byte[]> Unpack(string archive, byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            var entries = zip.Entries.Where(e => !e.FullName.EndsWith('/') && !IsOfTheSystem(e.FullName)).ToList();
            if (entries.Count is 0 or > MostFiles)
            {
                throw Refused(archive, $"has {entries.Count} files; a pack has 1 to {MostFiles}");
            }

            var top = Top(entries);
            var files = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
            var left = LargestContent;
            foreach (var entry in entries)
            {
                var name = entry.FullName[top.Length..];
                if (!files.TryAdd(name, Content(entry, Math.Min(left, LargestFile), name)))
                {
                    throw Refused(Shown(name), "stands twice in the archive");
                }

                left -= files[name].Length;
            }

            return files;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or IOException)
        {
            throw Refused(archive, "is no ZIP that can be unpacked: damaged, encrypted or of an unknown method");
        }
    }

    private static byte[] Content(ZipArchiveEntry entry, int most, string name)
    {
        using var stream = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (content.Length + read > most)
            {
                throw Refused(Shown(name), $"unpacks to more than {LargestFile} bytes, or all files together to more than {LargestContent}");
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    /// <summary>Where the archive has the folder itself, its name is left away.</summary>
    private static string Top(List<ZipArchiveEntry> entries)
    {
        var first = entries[0].FullName;
        var top = first[..(first.IndexOf('/', StringComparison.Ordinal) + 1)];
        return top.Length > 0 && top != "templates/" && entries.TrueForAll(e => e.FullName.StartsWith(top, StringComparison.Ordinal)) ? top : string.Empty;
    }

    /// <summary>What Windows and macOS put beside files.</summary>
    private static bool IsOfTheSystem(string name) =>
        name.StartsWith("__MACOSX/", StringComparison.Ordinal) || name[(name.LastIndexOf('/') + 1)..] is ".DS_Store" or "Thumbs.db" or "desktop.ini";

    private static Dictionary<string, string> Checked(Dictionary<string, byte[]> files)
    {
        List<PackProblem> problems = [];
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach (var (name, bytes) in files)
        {
            if (!PackFile().IsMatch(name))
            {
                problems.Add(new PackProblem(Shown(name), "$", "is no name of a file of a pack: <name>.json, or templates/<folder>/<name>.hbs in a ZIP"));
                continue;
            }

            try
            {
                texts[name] = PackText.Of(bytes, name);
                problems.AddRange(TemplateLimits.Problems(name, texts[name]));
            }
            catch (PackException refused)
            {
                problems.AddRange(refused.Problems);
            }
        }

        problems.AddRange(TemplateLimits.Together(texts));
        return problems.Count == 0 ? texts : throw new PackException(problems);
    }

    private static PackException Refused(string file, string reason) => new([new PackProblem(file, "$", reason)]);

    /// <summary>A name somebody typed, short and on one line.</summary>
    private static string Shown(string name)
    {
        var plain = string.Concat(name.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return plain.Length <= 80 ? plain : $"{plain[..80]}…";
    }

    [GeneratedRegex("^([a-z][a-z-]{0,39}\\.json|templates/[a-z][a-z-]{0,39}/[a-z_][a-z0-9-]{0,59}\\.hbs)\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PackFile();
}
