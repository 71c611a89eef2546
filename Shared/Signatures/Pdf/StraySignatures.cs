using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf;

/// <summary>What signature data a PDF holds although no signature field leads to any.</summary>
internal enum StraySignature
{
    None,

    /// <summary>Only the maker's permission for readers of a form (ISO 32000-1 §12.8.2.3, UR and UR3), which is nobody's signature on the content.</summary>
    UsageRights,

    /// <summary>Data that was, or may be, somebody's signature.</summary>
    Person,
}

/// <summary>
/// Tells signature data that hangs nowhere from the mere word on a page. Only what certainly lies inside a stream or a string of a listed object is
/// a word; bytes of no listed object, and objects that cannot be read, count as a signature.
/// </summary>
internal static class StraySignatures
{
    private static readonly string[] RightsKeys = ["UR", "UR3"];

    public static StraySignature Find(PdfFile file, PdfRevision last)
    {
        var offsets = last.Sections.SelectMany(s => s.Entries.Values).Where(e => e is { IsFree: false, StreamNumber: 0 }).Select(e => e.Offset).Distinct().Order().ToList();
        var rights = UsageRights(last);
        var found = StraySignature.None;
        try
        {
            var bytes = file.Bytes.Span;
            for (var at = Next(bytes, 0); at >= 0; at = Next(bytes, at))
            {
                var place = offsets.BinarySearch(at);
                place = place < 0 ? ~place - 1 : place;
                if (place < 0 || file.ReadAt(offsets[place], last.Resolve) is not { } holder || holder.End <= at)
                {
                    return StraySignature.Person;
                }

                foreach (var isRight in Signatures(holder.Value, rights.Contains(holder.Number)))
                {
                    if (!isRight)
                    {
                        return StraySignature.Person;
                    }

                    found = StraySignature.UsageRights;
                }

                at = holder.End;
            }
        }
        catch (PdfFormatException)
        {
            return StraySignature.Person;
        }

        return found;
    }

    private static int Next(ReadOnlySpan<byte> bytes, int from) => bytes[from..].IndexOf("/ByteRange"u8) is >= 0 and var next ? from + next : -1;

    private static HashSet<int> UsageRights(PdfRevision last)
    {
        var permissions = last.Dictionary(last.Catalog["Perms"]);
        return [.. RightsKeys.Select(key => permissions[key]).OfType<PdfReference>().Select(r => r.Number)];
    }

    /// <summary>For each dictionary inside an object that has what a signature is made of: does it only give usage rights?</summary>
    private static IEnumerable<bool> Signatures(PdfValue value, bool isRight)
    {
        var open = new Stack<(PdfValue Value, bool IsRight)>([(value, isRight)]);
        while (open.TryPop(out var part))
        {
            var next = part.Value;
            if ((next as PdfDictionary ?? (next as PdfStream)?.Dictionary) is { } dictionary)
            {
                if (dictionary.Entries.ContainsKey("ByteRange"))
                {
                    yield return part.IsRight;
                }

                foreach (var (key, entry) in dictionary.Entries)
                {
                    open.Push((entry, part.IsRight || RightsKeys.Contains(key)));
                }
            }
            else if (next is PdfArray array)
            {
                foreach (var item in array.Items)
                {
                    open.Push((item, part.IsRight));
                }
            }
        }
    }
}
