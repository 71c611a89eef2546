using System.Runtime.InteropServices;

namespace SocialWorkflows.Signatures.Pdf.Objects;

/// <summary>Where one object stands.</summary>
/// <param name="StreamNumber">The object stream it is packed in; 0 when it stands in the file itself.</param>
/// <param name="Offset">Its offset in the file, or its index in the object stream; -1 when the object is free.</param>
/// <param name="Generation">0 for packed objects.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct XrefEntry(int StreamNumber, long Offset, int Generation)
{
    public static XrefEntry Free { get; } = new(0, -1, 0);

    public bool IsFree => Offset < 0;
}

/// <summary>One cross-reference table or stream with its trailer: what one revision added (ISO 32000-1 §7.5.4, §7.5.8).</summary>
internal sealed record XrefSection(long Offset, IReadOnlyDictionary<int, XrefEntry> Entries, PdfDictionary Trailer, long? Previous);
