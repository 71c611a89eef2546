using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf.Changes;

/// <summary>The object numbers of the page tree with the annotations on its pages.</summary>
internal static class PageTree
{
    private const int MaxNodes = 200_000;

    /// <exception cref="PdfFormatException">A page is its own parent, or there is no end of them.</exception>
    public static HashSet<int> Numbers(PdfRevision revision)
    {
        var numbers = new HashSet<int>();
        var annotations = new HashSet<int>();
        var open = new Stack<PdfValue>();
        open.Push(revision.Catalog["Pages"]);
        for (var nodes = 0; open.TryPop(out var value); nodes++)
        {
            if (nodes > MaxNodes || (value is PdfReference reference && !numbers.Add(reference.Number)))
            {
                throw new PdfFormatException("The PDF is damaged: its pages form no tree.");
            }

            var node = revision.Dictionary(value);
            annotations.UnionWith(revision.Array(node["Annots"]).OfType<PdfReference>().Select(r => r.Number));
            foreach (var kid in revision.Array(node["Kids"]))
            {
                open.Push(kid);
            }
        }

        numbers.UnionWith(annotations);
        return numbers;
    }
}
