using System.Text;

namespace SocialWorkflows.Letters.Pdf.Files;

/// <summary>
/// A PAdES signature (ETSI EN 319 142-1, <c>ETSI.CAdES.detached</c>) in an invisible field. The file is written with room for it,
/// then everything but that room is signed.
/// </summary>
internal sealed class SignatureField
{
    private const string ByteRangeRoom = "[0 0000000000 0000000000 0000000000]";
    private const int LargestString = 65535;
    private readonly int _value;
    private readonly int _room;

    private SignatureField(int value, int widget, int room)
    {
        _value = value;
        _room = room;
        Widget = widget;
    }

    public int Widget { get; }

    /// <param name="room">Bytes for the signature.</param>
    public static SignatureField Add(PdfObjects objects, ILetterSigner signer, int room, int page, int parentTreeKey, DateTimeOffset at)
    {
        if (room is < 1 or > LargestString)
        {
            throw new InvalidOperationException($"The letter signer asks for {room} bytes; a PDF string holds 1 to {LargestString} (ISO 19005-1, 6.1.12). The letter was not written.");
        }

        var value = objects.Add(
            $"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange {ByteRangeRoom} " +
            $"/Contents <{new string('0', room * 2)}> /M {PdfText.Date(signer.SigningTime ?? at)} /Name {PdfText.String(signer.SignerName)} >>");
        var appearance = objects.AddStream("/Type /XObject /Subtype /Form /BBox [0 0 0 0] /Resources << >>", [], compress: false);
        // Flags: printed and locked; PDF/A wants every annotation printed and with an appearance.
        var widget = objects.Add(
            $"<< /Type /Annot /Subtype /Widget /FT /Sig /T (signature) /TU {PdfText.String("Elektroniskais paraksts")} /V {value} 0 R /Rect [0 0 0 0] /F 132 " +
            $"/P {page} 0 R /StructParent {parentTreeKey} /AP << /N {appearance} 0 R >> >>");
        return new SignatureField(value, widget, room);
    }

    /// <returns>Null when the signature does not fit; then <paramref name="needed"/> says how many bytes it has.</returns>
    public byte[]? Sign(PdfBytes pdf, ILetterSigner signer, out int needed)
    {
        var file = pdf.File;
        var from = pdf.Offsets[_value - 1];
        var gap = from + file.AsSpan(from).IndexOf("/Contents <"u8) + "/Contents ".Length;
        var afterGap = gap + (_room * 2) + 2;
        var range = $"[0 {gap} {afterGap} {file.Length - afterGap}]".PadRight(ByteRangeRoom.Length);
        Encoding.ASCII.GetBytes(range).CopyTo(file, from + file.AsSpan(from).IndexOf(Encoding.ASCII.GetBytes(ByteRangeRoom)));

        var signature = signer.SignDetached([.. file.AsSpan(0, gap), .. file.AsSpan(afterGap)]);
        needed = signature.Length;
        if (needed > _room)
        {
            return null;
        }

        Encoding.ASCII.GetBytes(Convert.ToHexString(signature)).CopyTo(file, gap + 1);
        return file;
    }
}
