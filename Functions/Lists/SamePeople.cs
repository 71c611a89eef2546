namespace SocialWorkflows.Functions.Lists;

/// <summary>
/// Which rows, of this file and of those before it, are one person: by personal code where both have one, else by name and postal address. A name alone
/// is not enough here: two people of one name would then get one letter.
/// </summary>
internal sealed class SamePeople(IReadOnlyCollection<ListRow> rows)
{
    private readonly ILookup<string, ListRow> _byCode = rows.Where(r => r.Code.Length > 0).ToLookup(CodeOf, StringComparer.Ordinal);
    private readonly ILookup<string, ListRow> _byPlace = rows.Where(r => r.Address.Length > 0).ToLookup(PlaceOf, StringComparer.Ordinal);

    /// <summary>Every row of the person; the row itself is among them.</summary>
    public IReadOnlyList<ListRow> Of(ListRow row) =>
    [
        .. row.Code.Length > 0 ? _byCode[CodeOf(row)] : [],
        .. row.Address.Length > 0 ? _byPlace[PlaceOf(row)].Where(o => o.Code.Length == 0 || row.Code.Length == 0) : [],
    ];

    private static string CodeOf(ListRow row) => string.Concat(row.Code.Where(char.IsAsciiDigit));

    private static string PlaceOf(ListRow row) => $"{OpenGuard.NameOf(row.Name)}\n{string.Concat(OpenGuard.NameOf(row.Address).Where(char.IsLetterOrDigit))}";
}
