using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf.Changes;

/// <summary>Compares the pages: content, resources, geometry and order strictly, annotations apart.</summary>
internal sealed class PageComparison(PdfRevision before, PdfRevision after, ObjectComparison objects, IReadOnlySet<int> fieldNumbers)
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

            if (!objects.AreSameExcept(old, now, "Kids", "Parent", "Annots", "LastModified"))
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

    /// <summary>Widgets of form fields are the form's matter; every other annotation must be there and the same.</summary>
    private bool SameAnnotations(IReadOnlyList<PdfValue> old, IReadOnlyList<PdfValue> now)
    {
        var (x, y) = (old.Where(IsAnnotation).ToList(), now.Where(IsAnnotation).ToList());
        return x.Count == y.Count && x.Zip(y).All(pair =>
            (pair.First as PdfReference)?.Number == (pair.Second as PdfReference)?.Number
            && objects.AreSameExcept(before.Dictionary(pair.First), after.Dictionary(pair.Second)))
            && old.OfType<PdfReference>().Where(r => fieldNumbers.Contains(r.Number)).All(w => now.OfType<PdfReference>().Any(r => r.Number == w.Number));
    }

    private bool IsAnnotation(PdfValue value) => value is not PdfReference reference || !fieldNumbers.Contains(reference.Number);
}
