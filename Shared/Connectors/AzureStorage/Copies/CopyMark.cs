using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Copies;

/// <summary>Stands in an account that holds a copy, or into which one is being restored. While it stands no app opens the account.</summary>
/// <param name="Of">Address of the account that was copied, with the prefix of its tables. Persisted.</param>
/// <param name="IsRestore">Into an account that an app will run on.</param>
/// <param name="BegunAt">When the last run over everything began; it may take several nights.</param>
/// <param name="FinishedAt">When one last came to its end, the last one or one before; null: none did.</param>
internal sealed record CopyMark(string Of, bool IsRestore, DateTimeOffset BegunAt, DateTimeOffset? FinishedAt)
{
    private const string RowKey = "copy";

    /// <summary>The step that a run under way has reached, and the row it is done up to.</summary>
    public string? Step { get; init; }

    public string? Partition { get; init; }

    public string? Row { get; init; }

    /// <summary>How many files the approved list had destroyed when the documents were last compared.</summary>
    public long FilesAccounted { get; init; }

    /// <summary>The last run came to its end.</summary>
    public bool IsWhole => FinishedAt >= BegunAt;

    public string Refusal => IsRestore
        ? $"A restore into this account from {Of} was not finished. Run restore-account again, then start the app."
        : $"This account is the copy of {Of}, not an installation. Set Stores:CaseAccount to the installation's own account; after its loss restore the copy into a new account with restore-account (docs/runbook.md).";

    public static async Task<CopyMark?> FindAsync(CaseTables tables, CancellationToken cancellation) =>
        await tables.Installation.FindAsync(InstallationCheck.Partition, RowKey, cancellation) is { } row
            ? new CopyMark(row.RequiredText("Of"), row.Flag("IsRestore"), row.Instant("BegunAt")!.Value, row.Instant("FinishedAt"))
            {
                Step = row.Text("Step"),
                Partition = row.Text("ReachedPartition"),
                Row = row.Text("ReachedRow"),
                FilesAccounted = row["FilesAccounted"] is null ? 0 : row.Number("FilesAccounted"),
            }
            : null;

    public Task WriteAsync(CaseTables tables, CancellationToken cancellation) => tables.Installation.PutAsync(
        new TableEntity(InstallationCheck.Partition, RowKey)
        {
            ["Of"] = Of,
            ["IsRestore"] = IsRestore,
            ["BegunAt"] = JournalChain.Instant(BegunAt),
            ["FinishedAt"] = FinishedAt is { } at ? JournalChain.Instant(at) : null,
            ["Step"] = Step,
            ["ReachedPartition"] = Partition,
            ["ReachedRow"] = Row,
            ["FilesAccounted"] = FilesAccounted,
        },
        cancellation);

    public static Task RemoveAsync(CaseTables tables, CancellationToken cancellation) => tables.Installation.DeleteAsync(InstallationCheck.Partition, RowKey, cancellation);
}
