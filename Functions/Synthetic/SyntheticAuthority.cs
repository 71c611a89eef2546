using System.IO.Compression;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>The keys of the authority as one file, without those of persons, which it issues anew.</summary>
internal static class SyntheticAuthority
{
    /// <summary>How the files of a person begin.</summary>
    public const string Person = "person-";

    private const string Root = "root.crt.pem";

    public static byte[] Pack(string folder)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in KeysIn(folder).Where(f => !Path.GetFileName(f).StartsWith(Person, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            {
                zip.CreateEntryFromFile(file, Path.GetFileName(file));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Leaves the folder as it is when this authority is there already; otherwise nothing of another one stays.</summary>
    /// <exception cref="InvalidDataException">It is not an authority.</exception>
    public static void Unpack(byte[] stored, string folder)
    {
        using var zip = new ZipArchive(new MemoryStream(stored), ZipArchiveMode.Read);
        var root = zip.GetEntry(Root) ?? throw new InvalidDataException("The stored authority of the synthetic resident has no root.");
        var there = Path.Combine(Keys(folder), Root);
        using (var reader = new StreamReader(root.Open()))
        {
            if (File.Exists(there) && File.ReadAllText(there) == reader.ReadToEnd())
            {
                return;
            }
        }

        Forget(folder);
        DataFolder.CreatePrivate(Path.GetDirectoryName(folder)!);
        DataFolder.CreatePrivate(folder);
        DataFolder.CreatePrivate(Keys(folder));

        // Whole or not at all for whoever starts after a kill: the root is looked for, so it comes last.
        foreach (var entry in zip.Entries.OrderBy(e => e == root))
        {
            entry.ExtractToFile(Path.Combine(Keys(folder), entry.Name));
        }
    }

    public static void Forget(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static IReadOnlyList<string> KeysIn(string folder) => Directory.Exists(Keys(folder)) ? Directory.GetFiles(Keys(folder)) : [];

    private static string Keys(string folder) => Path.Combine(folder, "keys");
}
