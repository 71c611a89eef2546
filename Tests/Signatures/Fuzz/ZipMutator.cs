using System.IO.Compression;

namespace SocialWorkflows.Tests.Signatures.Fuzz;

/// <summary>Changes to a ZIP: entries dropped, doubled, renamed, exchanged; fields of its headers; what is inside an entry.</summary>
internal static class ZipMutator
{
    private const int MostEntries = 20;
    private static readonly string[] Names = ["../x", "mimetype", "META-INF/manifest.xml", "META-INF/signatures1.xml", "META-INF/signature.p7s", "META-INF/timestamp.tst", "", "a\\b", "/x", "x.edoc", "x.pdf"];

    public static byte[] Mutate(byte[] zip, Random random)
    {
        if (random.Next(3) == 0)
        {
            return Header(zip, random);
        }

        List<(string Name, byte[] Bytes)> entries;
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip));
            entries = [.. archive.Entries.Where(e => e.Length < 1024 * 1024).Select(e => (e.FullName, Read(e)))];
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return ByteMutator.Mutate(zip, random);
        }

        if (entries.Count == 0)
        {
            return ByteMutator.Mutate(zip, random);
        }

        var at = random.Next(entries.Count);
        var (name, bytes) = entries[at];
        switch (random.Next(8))
        {
            case 0:
                entries.RemoveAt(at);
                break;
            case 1:
                entries.Insert(random.Next(entries.Count), entries[at]);
                break;
            case 2:
                entries[at] = (Names[random.Next(Names.Length)], bytes);
                break;
            case 3:
                entries.Add((Names[random.Next(Names.Length)], bytes));
                break;
            case 4:
                entries[at] = (name, entries[random.Next(entries.Count)].Bytes);
                break;
            default:
                entries[at] = (name, Mutators.Mutate(bytes, random));
                break;
        }

        return Write(entries);
    }

    /// <summary>The container without each of its entries in turn; nothing for what is no small container.</summary>
    public static IEnumerable<byte[]> WithoutOneEntry(byte[] zip)
    {
        List<(string Name, byte[] Bytes)> entries;
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip));
            entries = [.. archive.Entries.Take(MostEntries + 1).Select(e => (e.FullName, Read(e)))];
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return [];
        }

        return entries.Count > MostEntries ? [] : entries.Select((_, i) => Write([.. entries.Where((_, n) => n != i)]));
    }

    private static byte[] Header(byte[] zip, Random random)
    {
        var bytes = zip.ToArray();
        var headers = new List<int>();
        for (var i = 0; i + 4 < bytes.Length; i++)
        {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] < 8)
            {
                headers.Add(i);
            }
        }

        if (headers.Count == 0)
        {
            return ByteMutator.Mutate(zip, random);
        }

        var at = Math.Min(headers[random.Next(headers.Count)] + random.Next(46), bytes.Length - 1);
        bytes[at] = random.Next(3) switch { 0 => 0xFF, 1 => 0, _ => (byte)random.Next(256) };
        return bytes;
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static byte[] Write(List<(string Name, byte[] Bytes)> entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var target = archive.CreateEntry(name.Length == 0 ? "x" : name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();
                target.Write(bytes);
            }
        }

        return stream.ToArray();
    }
}
