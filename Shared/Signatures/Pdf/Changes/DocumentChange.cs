namespace SocialWorkflows.Signatures.Pdf.Changes;

/// <summary>What kind of thing was changed after a signature.</summary>
internal enum ChangeKind
{
    /// <summary>What the reader sees or what the file does: never allowed.</summary>
    Content,
    FormField,

    /// <summary>Value or appearance of a field that was there already.</summary>
    FormFilled,
    Annotation,

    /// <summary>A later signature; a document time-stamp is none (EN 319 142-1 §5.4.3 allows it always).</summary>
    Signature,

    /// <summary>A later signature that shows something in a place the document had for it when it was signed.</summary>
    ShownSignature,

    /// <summary>A later signature that shows something where there was no field for it: it may cover what was signed.</summary>
    PlacedSignature,
}

/// <param name="Kind">What was changed.</param>
/// <param name="Text">One English sentence without names.</param>
/// <param name="Field">The filled field, for signatures that lock some.</param>
internal sealed record DocumentChange(ChangeKind Kind, string Text, string? Field = null);
