using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf.Changes;

/// <summary>
/// What was done to a document after a signature: the signed revision against the last one, by what a reader reaches and not by what the file lists,
/// so that overwritten, re-pointed and prepared ("shadow") objects are seen.
/// </summary>
internal static class RevisionComparison
{
    /// <summary>Long-term data, metadata and the version mark belong to no page (EN 319 142-1 §5.4, §6).</summary>
    private static readonly HashSet<string> FreeCatalogKeys = new(StringComparer.Ordinal) { "DSS", "Extensions", "Version", "Metadata" };

    public static IReadOnlyList<DocumentChange> Compare(PdfRevision before, PdfRevision after)
    {
        if (before.Sections[0].Offset == after.Sections[0].Offset)
        {
            return [];
        }

        if (!after.Sections.Any(s => s.Offset == before.Sections[0].Offset))
        {
            return [new(ChangeKind.Content, "The file was continued from an older state than the signed one.")];
        }

        if (after.Trailer["Encrypt"] is not PdfNull)
        {
            return [new(ChangeKind.Content, "The document was encrypted after signing.")];
        }

        var (fieldsBefore, fieldsAfter) = (FormFields.Read(before), FormFields.Read(after));
        var widgetsBefore = Numbers(fieldsBefore);
        var fieldNumbers = Numbers(fieldsBefore.Concat(fieldsAfter));
        var elsewhere = new HashSet<int>(fieldNumbers);
        elsewhere.UnionWith(PageTree.Numbers(before));
        elsewhere.UnionWith(PageTree.Numbers(after));
        var objects = new ObjectComparison(before, after, elsewhere);

        var changes = new List<DocumentChange>();
        var (old, now) = (before.Catalog, after.Catalog);
        foreach (var key in old.Entries.Keys.Union(now.Entries.Keys, StringComparer.Ordinal).Where(k => !FreeCatalogKeys.Contains(k) && k is not ("Pages" or "AcroForm")))
        {
            if (!objects.AreSame(old[key], now[key]))
            {
                changes.Add(new(ChangeKind.Content, "Settings of the whole document (its catalogue) were changed after signing."));
            }
        }

        changes.AddRange(new PageComparison(before, after, objects, widgetsBefore, fieldNumbers).Compare());
        changes.AddRange(new FormComparison(before, after, objects).Compare(fieldsBefore, fieldsAfter));
        return [.. changes.Distinct()];
    }

    private static HashSet<int> Numbers(IEnumerable<FormField> fields) =>
        fields.SelectMany(f => f.Widgets.Append(f.Reference ?? PdfValue.Null)).OfType<PdfReference>().Select(r => r.Number).ToHashSet();
}
