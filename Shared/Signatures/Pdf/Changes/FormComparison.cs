using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf.Changes;

/// <summary>Compares the interactive form before and after: filling and signing are told apart from tampering.</summary>
internal sealed class FormComparison(PdfRevision before, PdfRevision after, ObjectComparison objects)
{
    /// <summary>What filling a field writes (ISO 32000-1 §12.7.3.3); everything else places or shows the field.</summary>
    private static readonly string[] FilledKeys = ["V", "AP", "AS", "M", "RV", "I", "Parent", "Kids"];
    private static readonly string[] SignedKeys = ["V", "AP", "AS", "M", "F", "MK", "DA", "Lock", "Parent", "Kids"];

    public IEnumerable<DocumentChange> Compare(IReadOnlyList<FormField> fieldsBefore, IReadOnlyList<FormField> fieldsAfter)
    {
        var known = fieldsAfter.ToLookup(Key, StringComparer.Ordinal);
        foreach (var field in fieldsBefore)
        {
            if (known[Key(field)].FirstOrDefault() is not { } now || now.Type != field.Type)
            {
                yield return new(ChangeKind.Content, "A form field was removed or exchanged after signing.");
            }
            else if ((field.IsSignature ? CompareSignatureField(field, now) : CompareField(field, now)) is { } change)
            {
                yield return change;
            }
        }

        var old = fieldsBefore.Select(Key).ToHashSet(StringComparer.Ordinal);
        foreach (var added in fieldsAfter.Where(f => !old.Contains(Key(f))))
        {
            if (IsTimeStamped(added))
            {
                if (!ShowsNothing(added))
                {
                    yield return new(ChangeKind.Content, "A time-stamp that was added later shows something on a page.");
                }

                continue;
            }

            yield return IsSigned(added)
                ? ShowsNothing(added)
                    ? new(ChangeKind.Signature, "A signature was added later.")
                    : new(ChangeKind.PlacedSignature, "A signature that was added later shows something on a page and may cover what was signed.")
                : new(ChangeKind.FormField, "A form field was added after signing.");
        }

        foreach (var change in CompareRest())
        {
            yield return change;
        }
    }

    private static string Key(FormField field) => field.Reference is { } reference ? $"{reference.Number} {field.Name}" : field.Name;

    private bool IsSigned(FormField field) => field.IsSignature && after.Resolve(field.Dictionary["V"]) is PdfDictionary;

    private bool IsTimeStamped(FormField field) => IsSigned(field) && after.Name(after.Dictionary(field.Dictionary["V"])["SubFilter"]) == "ETSI.RFC3161";

    /// <summary>One widget at most, without a surface. A document time-stamp has nothing to show (ISO 32000-2 §12.8.5).</summary>
    private bool ShowsNothing(FormField field) => field.Widgets.Count <= 1 && field.Widgets.Select(after.Dictionary).Prepend(field.Dictionary).All(HasNoSurface);

    private bool HasNoSurface(PdfDictionary widget) =>
        after.Array(widget["Rect"]).Select(side => after.Resolve(side)).ToList() is var sides
        && (sides.Count == 0
            || (sides is [PdfNumber left, PdfNumber bottom, PdfNumber right, PdfNumber top] && (left.Value.Equals(right.Value) || bottom.Value.Equals(top.Value))));

    private DocumentChange? CompareSignatureField(FormField field, FormField now)
    {
        if (before.Resolve(field.Dictionary["V"]) is not PdfNull)
        {
            return objects.AreSameExcept(field.Dictionary, now.Dictionary, "Parent", "Kids") && SameWidgets(field, now, "Parent")
                ? null
                : new(ChangeKind.Content, "A signature, its field or its picture was changed after signing.");
        }

        if (!IsSigned(now))
        {
            return objects.AreSameExcept(field.Dictionary, now.Dictionary, "Parent", "Kids") && SameWidgets(field, now, "Parent")
                ? null
                : new(ChangeKind.FormField, "A signature field was changed after signing.");
        }

        if (!objects.AreSameExcept(field.Dictionary, now.Dictionary, SignedKeys) || !SameWidgets(field, now, SignedKeys))
        {
            return new(ChangeKind.FormField, "A signature field was moved or changed when it was signed.");
        }

        return !ShowsNothing(now) ? new(ChangeKind.ShownSignature, "A signature that was added later shows something in the place that was prepared for it.")
            : IsTimeStamped(now) ? null
            : new(ChangeKind.Signature, "A signature was added later.");
    }

    private DocumentChange? CompareField(FormField field, FormField now)
    {
        if (!objects.AreSameExcept(field.Dictionary, now.Dictionary, FilledKeys) || !SameWidgets(field, now, FilledKeys))
        {
            return new(ChangeKind.Content, "A form field was moved, hidden or rebuilt after signing.");
        }

        return objects.AreSameExcept(field.Dictionary, now.Dictionary, "Parent", "Kids") && SameWidgets(field, now, "Parent")
            ? null
            : new(ChangeKind.FormFilled, "A form field was filled or shows something else than when it was signed.", field.Name);
    }

    private bool SameWidgets(FormField field, FormField now, params ReadOnlySpan<string> except)
    {
        if (field.Widgets.Count != now.Widgets.Count)
        {
            return false;
        }

        for (var i = 0; i < field.Widgets.Count; i++)
        {
            if ((field.Widgets[i] as PdfReference)?.Number != (now.Widgets[i] as PdfReference)?.Number
                || !objects.AreSameExcept(before.Dictionary(field.Widgets[i]), after.Dictionary(now.Widgets[i]), except))
            {
                return false;
            }
        }

        return true;
    }

    private IEnumerable<DocumentChange> CompareRest()
    {
        var old = before.Dictionary(before.Catalog["AcroForm"]);
        var now = after.Dictionary(after.Catalog["AcroForm"]);
        if (!objects.AreSame(old["XFA"], now["XFA"]))
        {
            yield return new(ChangeKind.Content, "The form's XFA part was changed after signing.");
        }

        var hadForm = old.Entries.Count > 0;
        if (hadForm && (!objects.AreSameExcept(old, now, "Fields", "SigFlags", "DR", "XFA") || !OnlyAdded(old["DR"], now["DR"], 2)))
        {
            yield return new(ChangeKind.FormField, "The settings of the form were changed after signing.");
        }
    }

    /// <summary>Default resources: a later signature may bring a font, none of the old may change.</summary>
    private bool OnlyAdded(PdfValue old, PdfValue now, int depth)
    {
        var (x, y) = (before.Dictionary(old), after.Dictionary(now));
        return x.Entries.All(e => depth > 0 && before.Resolve(e.Value) is PdfDictionary && after.Resolve(y[e.Key]) is PdfDictionary
            ? OnlyAdded(e.Value, y[e.Key], depth - 1)
            : objects.AreSame(e.Value, y[e.Key]));
    }
}
