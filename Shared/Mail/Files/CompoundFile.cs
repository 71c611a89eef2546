using System.Buffers.Binary;
using System.Text;

namespace SocialWorkflows.Mail.Files;

/// <summary>
/// The streams of an OLE file (MS-CFB): a small file system of sectors in chains. Chains are followed no further than the file has sectors, so that none can go round; whatever
/// does not fit ends the chain.
/// </summary>
internal sealed class CompoundFile
{
    private const int HeaderLength = 512;
    private const int EntryLength = 128;
    private const int HeaderFatSectors = 109;
    private const int MiniSectorShift = 6;
    private const byte StreamEntry = 2;
    private const byte RootEntry = 5;
    private const uint LastSector = 0xFFFFFFFA;

    private readonly ReadOnlyMemory<byte> _content;
    private readonly int _shift;
    private readonly List<uint> _fat = [];
    private readonly uint _miniCutoff;
    private readonly Lazy<(byte[] Chains, byte[] Sectors)> _mini;
    private readonly byte[] _directory;

    /// <param name="content">Begins with the mark of an OLE file; cut or changed at will.</param>
    public CompoundFile(ReadOnlyMemory<byte> content)
    {
        _content = content;
        _shift = content.Length > HeaderLength && content.Span[30] == 12 ? 12 : 9;
        if (content.Length <= HeaderLength)
        {
            (_directory, _mini) = ([], new(() => ([], [])));
            return;
        }

        ReadFat();
        _miniCutoff = UInt32(56);
        _directory = Chain(UInt32(48));
        _mini = new(() => (Chain(UInt32(60)), Root() is { } root ? Chain(root.Start) : []));
    }

    /// <summary>Names and contents of the streams of all storages.</summary>
    public IEnumerable<(string Name, Func<byte[]> Read)> Streams() =>
        Entries().Where(e => e.Type == StreamEntry).Select(e => (e.Name, (Func<byte[]>)(() => Content(e.Start, e.Size))));

    private (uint Start, uint Size)? Root() => Entries().Where(e => e.Type == RootEntry).Select(e => ((uint, uint)?)(e.Start, e.Size)).FirstOrDefault();

    private IEnumerable<(string Name, byte Type, uint Start, uint Size)> Entries()
    {
        for (var at = 0; at + EntryLength <= _directory.Length; at += EntryLength)
        {
            var entry = _directory.AsSpan(at, EntryLength);
            var length = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]) - 2, 0, 62);
            yield return (Encoding.Unicode.GetString(entry[..length]), entry[66], BinaryPrimitives.ReadUInt32LittleEndian(entry[116..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[120..]));
        }
    }

    private byte[] Content(uint start, uint size)
    {
        var whole = size < _miniCutoff ? MiniChain(start) : Chain(start);
        return whole.Length <= size ? whole : whole[..(int)size];
    }

    private void ReadFat()
    {
        List<uint> sectors = [];
        for (var i = 0; i < HeaderFatSectors; i++)
        {
            sectors.Add(UInt32(76 + (4 * i)));
        }

        var perSector = (1 << (_shift - 2)) - 1;
        var next = UInt32(68);
        for (var step = 0; step < Sectors && SectorAt(next) is { IsEmpty: false } table; step++)
        {
            for (var i = 0; i < perSector; i++)
            {
                sectors.Add(BinaryPrimitives.ReadUInt32LittleEndian(table.Span[(4 * i)..]));
            }

            next = BinaryPrimitives.ReadUInt32LittleEndian(table.Span[(4 * perSector)..]);
        }

        foreach (var part in sectors.Take(Sectors).Select(SectorAt).Where(s => !s.IsEmpty))
        {
            for (var i = 0; i <= perSector; i++)
            {
                _fat.Add(BinaryPrimitives.ReadUInt32LittleEndian(part.Span[(4 * i)..]));
            }
        }
    }

    private int Sectors => (_content.Length >> _shift) + 1;

    private byte[] Chain(uint start)
    {
        var result = new MemoryStream();
        var next = start;
        for (var step = 0; step < Sectors && next < LastSector && SectorAt(next) is { IsEmpty: false } sector; step++)
        {
            result.Write(sector.Span);
            next = next < _fat.Count ? _fat[(int)next] : LastSector;
        }

        return result.ToArray();
    }

    private byte[] MiniChain(uint start)
    {
        var (chains, sectors) = _mini.Value;
        var result = new MemoryStream();
        var next = start;
        for (var step = 0; step <= sectors.Length >> MiniSectorShift && next < LastSector && (long)next << MiniSectorShift is var at && at < sectors.Length; step++)
        {
            result.Write(sectors, (int)at, Math.Min(1 << MiniSectorShift, sectors.Length - (int)at));
            next = (4L * next) + 4 <= chains.Length ? BinaryPrimitives.ReadUInt32LittleEndian(chains.AsSpan((int)(4 * next))) : LastSector;
        }

        return result.ToArray();
    }

    /// <summary>Empty when it lies beyond the file; the last one may be cut.</summary>
    private ReadOnlyMemory<byte> SectorAt(uint sector)
    {
        var at = ((long)sector + 1) << _shift;
        return sector < LastSector && at + (1 << _shift) <= _content.Length ? _content.Slice((int)at, 1 << _shift) : ReadOnlyMemory<byte>.Empty;
    }

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_content.Span[at..]);
}
