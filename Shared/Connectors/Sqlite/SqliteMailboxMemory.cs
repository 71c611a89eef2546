using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Sqlite;

public sealed class SqliteMailboxMemory(CaseDatabase database) : IMailboxMemory
{
    public Task<string?> ReadAsync(string name, CancellationToken cancellation) => database.ReadAsync(
        connection => connection.Query(null, "SELECT value FROM mailbox_memory WHERE name=$n", row => row.Text("value"), ("n", name)).FirstOrDefault(),
        cancellation);

    public Task WriteAsync(string name, string value, CancellationToken cancellation) => database.WriteAsync(
        (connection, transaction) => connection.Run(
            transaction, "INSERT INTO mailbox_memory (name, value) VALUES ($n,$v) ON CONFLICT (name) DO UPDATE SET value=$v", ("n", name), ("v", value)),
        cancellation);

    public Task ForgetAsync(string name, string value, CancellationToken cancellation) => database.WriteAsync(
        (connection, transaction) => connection.Run(transaction, "DELETE FROM mailbox_memory WHERE name=$n AND value=$v", ("n", name), ("v", value)),
        cancellation);
}
