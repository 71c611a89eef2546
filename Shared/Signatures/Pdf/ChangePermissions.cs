using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf;

/// <summary>What a signature says may still be done to the document (ISO 32000-1 §12.8.2: DocMDP, FieldMDP; §12.7.4.5: Lock; ISO 32000-2 table 236: its P).</summary>
internal sealed class ChangePermissions
{
    private readonly List<(string Action, HashSet<string> Fields)> _locks = [];

    /// <summary>1: nothing; 2: fill forms and sign; 3: also annotate. The stricter of certification and field lock; null when neither says anything.</summary>
    public int? Level { get; private init; }

    public static ChangePermissions Read(PdfRevision revision, PdfDictionary signature, PdfDictionary field)
    {
        var references = revision.Array(signature["Reference"]).Select(revision.Dictionary).ToList();
        var certification = references.Find(r => revision.Name(r["TransformMethod"]) == "DocMDP");
        var certified = certification is null ? null : ReadLevel(revision, revision.Dictionary(certification["TransformParams"]));
        var locked = revision.Dictionary(field["Lock"])["P"] is PdfNull ? null : ReadLevel(revision, revision.Dictionary(field["Lock"]));
        var permissions = new ChangePermissions { Level = certified is null || locked < certified ? locked ?? certified : certified };
        foreach (var parameters in references.Where(r => revision.Name(r["TransformMethod"]) == "FieldMDP").Select(r => r["TransformParams"]).Append(field["Lock"]))
        {
            var dictionary = revision.Dictionary(parameters);
            if (revision.Name(dictionary["Action"]) is { } action)
            {
                var names = revision.Array(dictionary["Fields"]).Select(revision.Resolve).OfType<PdfString>().Select(s => FormFields.Text(s.Bytes));
                permissions._locks.Add((action, names.ToHashSet(StringComparer.Ordinal)));
            }
        }

        return permissions;
    }

    /// <summary>Was the field, or one it belongs to, locked by this signature?</summary>
    public bool Locks(string field) => _locks.Exists(l => l.Action switch
    {
        "Include" => Names(l.Fields, field),
        "Exclude" => !Names(l.Fields, field),
        _ => true,
    });

    private static bool Names(HashSet<string> fields, string field) =>
        fields.Contains(field) || fields.Any(f => field.StartsWith(f + ".", StringComparison.Ordinal));

    /// <summary>The default is 2; a value nobody knows allows nothing.</summary>
    private static int? ReadLevel(PdfRevision revision, PdfDictionary parameters) =>
        revision.Resolve(parameters["P"]) switch
        {
            PdfNumber { Integer: >= 1 and <= 3 and { } level } => (int)level,
            PdfNull => 2,
            _ => 1,
        };
}
