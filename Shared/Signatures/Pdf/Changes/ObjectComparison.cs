using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf.Changes;

/// <summary>
/// Are two objects of two revisions the same with all they lead to? Pages, fields and annotations are compared on their own, so here they are
/// the same when they have the same number. Works through a list, since a hostile file may chain a million objects.
/// </summary>
internal sealed class ObjectComparison(PdfRevision before, PdfRevision after, IReadOnlySet<int> comparedElsewhere)
{
    private readonly HashSet<(int Before, int After)> _same = [];

    public bool AreSame(PdfValue first, PdfValue second)
    {
        var open = new Stack<(PdfValue, PdfValue)>();
        var assumed = new HashSet<(int, int)>();
        open.Push((first, second));
        while (open.TryPop(out var pair))
        {
            InspectionWork.Compare(1);
            var (a, b) = pair;
            if (a is PdfReference || b is PdfReference)
            {
                var (numberA, numberB) = ((a as PdfReference)?.Number ?? -1, (b as PdfReference)?.Number ?? -1);
                if (comparedElsewhere.Contains(numberA) || comparedElsewhere.Contains(numberB))
                {
                    if (numberA != numberB)
                    {
                        return false;
                    }

                    continue;
                }

                if (numberA >= 0 && numberB >= 0 && (_same.Contains((numberA, numberB)) || !assumed.Add((numberA, numberB))))
                {
                    continue;
                }
            }

            if (!Expand(before.Resolve(a), after.Resolve(b), open))
            {
                return false;
            }
        }

        _same.UnionWith(assumed);
        return true;
    }

    /// <summary>Compares two dictionaries except for the keys named.</summary>
    public bool AreSameExcept(PdfDictionary first, PdfDictionary second, params ReadOnlySpan<string> except)
    {
        foreach (var key in first.Entries.Keys.Union(second.Entries.Keys, StringComparer.Ordinal))
        {
            if (!except.Contains(key) && !AreSame(first[key], second[key]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Expand(PdfValue a, PdfValue b, Stack<(PdfValue, PdfValue)> open)
    {
        switch (a, b)
        {
            case (PdfDictionary x, PdfDictionary y):
                return ExpandDictionary(x, y, open);
            case (PdfStream x, PdfStream y):
                return (x.Raw.Equals(y.Raw) || x.Raw.Span.SequenceEqual(y.Raw.Span)) && ExpandDictionary(x.Dictionary, y.Dictionary, open);
            case (PdfArray x, PdfArray y):
                if (x.Items.Count != y.Items.Count)
                {
                    return false;
                }

                for (var i = 0; i < x.Items.Count; i++)
                {
                    open.Push((x.Items[i], y.Items[i]));
                }

                return true;
            default:
                return IsSameScalar(a, b);
        }
    }

    private static bool ExpandDictionary(PdfDictionary x, PdfDictionary y, Stack<(PdfValue, PdfValue)> open)
    {
        foreach (var key in x.Entries.Keys.Union(y.Entries.Keys, StringComparer.Ordinal))
        {
            open.Push((x[key], y[key]));
        }

        return x.HasRepeatedKey == y.HasRepeatedKey;
    }

    private static bool IsSameScalar(PdfValue a, PdfValue b) => (a, b) switch
    {
        (PdfNull, PdfNull) => true,
        (PdfBoolean x, PdfBoolean y) => x.Value == y.Value,
        (PdfNumber x, PdfNumber y) => x.Value.Equals(y.Value),
        (PdfName x, PdfName y) => x.Value == y.Value,
        (PdfString x, PdfString y) => x.Bytes.AsSpan().SequenceEqual(y.Bytes),
        _ => false,
    };
}
