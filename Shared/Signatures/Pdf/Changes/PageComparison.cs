using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf.Changes;

/// <summary>Compares the pages: content, resources, geometry and order strictly, annotations apart.</summary>
/// <param name="widgetsBefore">Numbers of fields and their widgets when it was signed.</param>
/// <param name="widgets">The same, with those of later.</param>
internal sealed class PageComparison(
    PdfRevision before, PdfRevision after, ObjectComparison objects, IReadOnlySet<int> widgetsBefore, IReadOnlySet<int> widgets)
{
    private const int MaxNodes = 200_000;

    public IEnumerable<DocumentChange> Compare()
    {
        var open = new Stack<(PdfValue Before, PdfValue After)>();
        open.Push((before.Catalog["Pages"], after.Catalog["Pages"]));
        for (var nodes = 0; open.TryPop(out var pair); nodes++)
        {
            if (nodes > MaxNodes)
            {
                throw new PdfFormatException("The PDF is damaged: its pages have no end.");
            }

            var (old, now) = (before.Dictionary(pair.Before), after.Dictionary(pair.After));
            var (kidsBefore, kidsAfter) = (before.Array(old["Kids"]), after.Array(now["Kids"]));
            if (kidsBefore.Count != kidsAfter.Count || !kidsBefore.Zip(kidsAfter).All(k => (k.First as PdfReference)?.Number == (k.Second as PdfReference)?.Number))
            {
                yield return new(ChangeKind.Content, "Pages were added, removed or exchanged after signing.");
                yield break;
            }

            if (!objects.AreSameExcept(old, now, "Kids", "Parent", "Annots", "LastModified") || !SameParent(old["Parent"], now["Parent"]))
            {
                yield return new(ChangeKind.Content, "What a page shows was changed after signing.");
                yield break;
            }

            if (!SameAnnotations(before.Array(old["Annots"]), after.Array(now["Annots"])))
            {
                yield return new(ChangeKind.Annotation, "Annotations were added, removed or changed after signing.");
            }

            foreach (var kids in kidsBefore.Zip(kidsAfter))
            {
                open.Push(kids);
            }
        }
    }

    /// <summary>A page inherits from its parent what it shows; the tree itself is compared from its root.</summary>
    private static bool SameParent(PdfValue old, PdfValue now) => (old, now) switch
    {
        (PdfReference x, PdfReference y) => x.Number == y.Number,
        (PdfNull, PdfNull) => true,
        _ => false,
    };

    /// <summary>
    /// Widgets of form fields are the form's matter; every other annotation must be there and the same. What was an annotation
    /// when it was signed stays one, even where a field added later claims it.
    /// </summary>
    private bool SameAnnotations(IReadOnlyList<PdfValue> old, IReadOnlyList<PdfValue> now)
    {
        var x = old.Where(v => v is not PdfReference reference || !widgetsBefore.Contains(reference.Number)).ToList();
        var kept = x.OfType<PdfReference>().Select(r => r.Number).ToHashSet();
        var y = now.Where(v => v is not PdfReference reference || kept.Contains(reference.Number) || !widgets.Contains(reference.Number)).ToList();
        var present = now.OfType<PdfReference>().Select(r => r.Number).ToHashSet();
        return x.Count == y.Count && x.Zip(y).All(pair =>
            (pair.First as PdfReference)?.Number == (pair.Second as PdfReference)?.Number
            && objects.AreSameExcept(before.Dictionary(pair.First), after.Dictionary(pair.Second)))
            && old.OfType<PdfReference>().Where(r => widgetsBefore.Contains(r.Number)).All(w => present.Contains(w.Number));
    }
}
