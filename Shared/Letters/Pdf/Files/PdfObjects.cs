using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace SocialWorkflows.Letters.Pdf.Files;

/// <summary>
/// The numbered objects of a PDF 1.4 file and its cross-reference table. The file identifier is a hash of the content,
/// so equal letters are equal files.
/// </summary>
internal sealed class PdfObjects
{
    private readonly List<byte[]?> _objects = [];

    public int Reserve()
    {
        _objects.Add(null);
        return _objects.Count;
    }

    public int Add(string body)
    {
        var id = Reserve();
        Set(id, body);
        return id;
    }

    public void Set(int id, string body) => _objects[id - 1] = Encoding.Latin1.GetBytes(body);

    public int AddStream(string entries, ReadOnlySpan<byte> data, bool compress = true)
    {
        var stored = compress ? Compress(data) : data.ToArray();
        var filter = compress ? "/Filter /FlateDecode " : "";
        var opening = Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<< {entries} {filter}/Length {stored.Length} >>\nstream\n"));
        _objects.Add([.. opening, .. stored, .. "\nendstream"u8]);
        return _objects.Count;
    }

    public PdfBytes Write(int catalog, int info)
    {
        var file = new MemoryStream();
        // The four bytes above 127 tell transfer programs that the file is binary (ISO 19005-1, 6.1.2).
        file.Write([.. "%PDF-1.4\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        var offsets = new int[_objects.Count];
        for (var i = 0; i < _objects.Count; i++)
        {
            offsets[i] = (int)file.Length;
            WriteText(file, $"{i + 1} 0 obj\n");
            file.Write(_objects[i] ?? throw new InvalidOperationException($"PDF object {i + 1} was reserved and never written."));
            file.Write("\nendobj\n"u8);
        }

        var identifier = Convert.ToHexString(SHA256.HashData(file.GetBuffer().AsSpan(0, (int)file.Length)).AsSpan(0, 16));
        var crossReference = file.Length;
        WriteText(file, $"xref\n0 {_objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            WriteText(file, $"{offset:D10} 00000 n \n");
        }

        WriteText(file, $"trailer\n<< /Size {_objects.Count + 1} /Root {catalog} 0 R /Info {info} 0 R /ID [<{identifier}> <{identifier}>] >>\n");
        WriteText(file, $"startxref\n{crossReference}\n%%EOF\n");
        return new PdfBytes(file.ToArray(), offsets);
    }

    private static void WriteText(MemoryStream file, FormattableString text) =>
        file.Write(Encoding.Latin1.GetBytes(text.ToString(CultureInfo.InvariantCulture)));

    private static byte[] Compress(ReadOnlySpan<byte> data)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal))
        {
            zlib.Write(data);
        }

        return compressed.ToArray();
    }
}

/// <param name="Offsets">Where object n+1 begins, for filling a signature in afterwards.</param>
internal sealed record PdfBytes(byte[] File, IReadOnlyList<int> Offsets);
