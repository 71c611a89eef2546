using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Lists;

/// <summary>A list as it is kept: who brought which file for what, and who let it go. Stored as JSON: members may be added, never renamed.</summary>
internal sealed record SendList
{
    public const int IdLength = 16;

    private const string SubjectStart = "list-";

    /// <summary>The same for the same municipality, kind and occasion: a second upload is the same list.</summary>
    public required string Id { get; init; }

    public required string Municipality { get; init; }

    public required string Kind { get; init; }

    /// <summary>What tells one from the next of its kind: „2026”, „2026. gada jūnijs”.</summary>
    public required string Occasion { get; init; }

    /// <summary>Where and when, in the staff's words; part of every mail.</summary>
    public required string Note { get; init; }

    /// <summary>The file in the document store.</summary>
    public required string FileId { get; init; }

    public required string UploadedBy { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public string? ConfirmedBy { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Files that were let go before this one: they say who got what by which address.</summary>
    public IReadOnlyList<string> Former { get; init; } = [];

    /// <summary>How many mails, in the order of the file, the send ledger was given.</summary>
    public int Given { get; init; }

    /// <summary>When the last of them were given.</summary>
    public DateTimeOffset? GivenAt { get; init; }

    /// <summary>Every mail was given to the send ledger.</summary>
    public bool IsGiven { get; init; }

    /// <summary>Letters for the post, in bundles as they were laid ready; what stands in one is in no other.</summary>
    public IReadOnlyList<LetterBundle> Letters { get; init; } = [];

    /// <summary>Since it was let go, the letters were laid ready.</summary>
    public bool IsLetterReady { get; init; }

    /// <summary>The last instant in which something was done with it: brought, let go, given, printed or posted.</summary>
    public DateTimeOffset LastAt => new[] { UploadedAt, ConfirmedAt, GivenAt }.Concat(Letters.SelectMany(b => new[] { b.MadeAt, b.PostedAt })).OfType<DateTimeOffset>().Max();

    /// <summary>Every file that it needs in the document store.</summary>
    public IEnumerable<string> Files => Former.Append(FileId).Concat(Letters.SelectMany(b => new[] { b.FileId, b.RowsId }));

    /// <summary>With what the subjects of its sends and tasks begin.</summary>
    public static string SubjectsOf(string listId) => $"{SubjectStart}{listId}-";

    /// <summary>The subject of a send: names list and row without showing who it is.</summary>
    public static string SubjectOf(string listId, string row) => SubjectsOf(listId) + row;

    /// <summary>The list a send or a task of its speaks of; null when it is something else.</summary>
    public static string? IdIn(string subject) =>
        subject.StartsWith(SubjectStart, StringComparison.Ordinal) && subject.Length > SubjectStart.Length + IdLength ? subject.Substring(SubjectStart.Length, IdLength) : null;

    /// <summary>The kind as it was in force when the file was brought; null where the pack does not know it any more.</summary>
    public ListKind? KindIn(MunicipalityPack pack) =>
        pack.Lists?.Kinds.Where(k => k.Id == Kind).OrderBy(k => k.ValidFrom).LastOrDefault(k => k.ValidFrom <= DateOnly.FromDateTime(UploadedAt.UtcDateTime))
        ?? pack.Lists?.Kinds.FirstOrDefault(k => k.Id == Kind);
}
