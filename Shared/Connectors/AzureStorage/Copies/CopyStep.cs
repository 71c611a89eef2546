using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Copies;

/// <summary>What becomes of rows that the copy has and the installation no longer.</summary>
internal enum GoneRows
{
    /// <summary>Rows of this table are emptied, never deleted: one that is gone was lost, and the copy keeps it.</summary>
    AreLost,

    /// <summary>Rows go one by one, when a record is destroyed or their term is over: many at once were lost.</summary>
    AreLostWhenMany,

    /// <summary>Filled and emptied as work goes on, or written anew from the cases.</summary>
    Go,
}

/// <summary>One part of an installation, in the order in which it is copied.</summary>
/// <param name="Name">Persisted in the copy's mark.</param>
/// <param name="Table">Null for files.</param>
internal sealed record CopyStep(string Name, Func<CaseTables, StorageTable>? Table = null, GoneRows Gone = GoneRows.AreLost)
{
    /// <summary>Rows that are deleted in the course of work, in a table that keeps the others.</summary>
    public Func<TableEntity, bool> MayGo { get; init; } = _ => false;

    /// <summary>Rows that are written once: a changed one was damaged or rewritten, and the copy keeps its own.</summary>
    public Func<TableEntity, bool> IsFixed { get; init; } = _ => false;

    public static CopyStep Anchors { get; } = new("anchors");

    public static CopyStep Documents { get; } = new("documents");

    public static IReadOnlyList<CopyStep> All { get; } =
    [
        Anchors,
        new("chain", t => t.Chain) { IsFixed = ChainLinks.IsLink },
        new("intake", t => t.Intake),
        new("queue", t => t.Queue, GoneRows.Go),
        new("owners", t => t.Owners),
        new("mailbox", t => t.Mailbox) { MayGo = TableMailboxMemory.Is },
        new("cases", t => t.Cases) { MayGo = CasePartition.IsMark, IsFixed = CasePartition.IsEntry },
        Documents,
        new("common", t => t.Common) { MayGo = row => !CommonRows.IsCounter(row) },
        new("sends", t => t.Sends),
        new("tasks", t => t.Tasks, GoneRows.AreLostWhenMany),
        new("teams", t => t.Teams, GoneRows.Go),
        new("looks", t => t.Looks) { MayGo = TableLooks.IsGlass },
        new("books", t => t.Books),
        new("retention", t => t.Retention),
        new("pending", t => t.Pending, GoneRows.Go),
        new("board", t => t.Board, GoneRows.Go),
        new("finds", t => t.Finds, GoneRows.Go),
    ];
}
