using SocialWorkflows.Connectors.AzureStorage.Tables;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

internal sealed class TableMailboxMemory(CaseTables tables) : IMailboxMemory
{
    private const string Partition = "memory";

    public static bool Is(TableEntity row) => row.PartitionKey == Partition;

    public async Task<string?> ReadAsync(string name, CancellationToken cancellation) => await FindAsync(name, cancellation) is { } row ? LongText.Read(row, "Value") : null;

    public Task WriteAsync(string name, string value, CancellationToken cancellation)
    {
        var row = new TableEntity(Partition, TableKeys.Of(name));
        LongText.Write(row, "Value", value);
        return tables.Mailbox.PutAsync(row, cancellation);
    }

    /// <summary>A value written between look and removal changes the tag, and stays.</summary>
    public async Task ForgetAsync(string name, string value, CancellationToken cancellation)
    {
        if (await FindAsync(name, cancellation) is { } row && LongText.Read(row, "Value") == value)
        {
            try
            {
                await tables.Mailbox.DeleteAsync(row.PartitionKey, row.RowKey, cancellation, row.ETag!);
            }
            catch (StorageConflictException)
            {
                // Another value stands there now.
            }
        }
    }

    private Task<TableEntity?> FindAsync(string name, CancellationToken cancellation) => tables.Mailbox.FindAsync(Partition, TableKeys.Of(name), cancellation);
}
