using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace SocialWorkflows.Tests.Signatures.Pdf;

/// <summary>Small PDFs with one catalogue that asks for much.</summary>
internal static class PdfBomb
{
    /// <summary>The catalogue is object 1 in the object stream 2; the table is the stream 3.</summary>
    public static byte[] Packed(string catalogue)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Encoding.Latin1.GetBytes("1 0 "));
            deflate.Write(Encoding.Latin1.GetBytes(catalogue));
        }

        var file = new MemoryStream();
        Write(file, $"%PDF-1.7\n2 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {packed.Length}>>\nstream\n");
        packed.WriteTo(file);
        Write(file, "\nendstream\nendobj\n");
        var table = (int)file.Position;
        Write(file, "3 0 obj\n<</Type/XRef/Size 4/Root 1 0 R/W[1 4 2]/Index[1 3]/Length 21>>\nstream\n");
        file.Write([2, 0, 0, 0, 2, 0, 0]);
        file.Write([1, 0, 0, 0, 9, 0, 0]);
        file.Write([1, 0, 0, (byte)(table >> 8), (byte)table, 0, 0]);
        if (table > ushort.MaxValue)
        {
            file.Position -= 6;
            file.Write([0, (byte)(table >> 16), (byte)(table >> 8), (byte)table, 0, 0]);
        }

        Write(file, $"\nendstream\nendobj\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();
    }

    /// <summary>The catalogue is object 1; another object may be number 9.</summary>
    public static byte[] Plain(string catalogue, string ninth = "null")
    {
        var file = new MemoryStream();
        Write(file, "%PDF-1.7\n");
        var first = file.Position;
        Write(file, $"1 0 obj\n{catalogue}\nendobj\n");
        var second = file.Position;
        Write(file, $"9 0 obj\n{ninth}\nendobj\n");
        var table = file.Position;
        Write(file, string.Create(CultureInfo.InvariantCulture, $"xref\n1 1\n{first:D10} 00000 n \n9 1\n{second:D10} 00000 n \ntrailer\n<</Size 10/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"));
        return file.ToArray();
    }

    private static void Write(MemoryStream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));
}
