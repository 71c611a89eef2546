using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.Files;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary>What a command may need of the stores.</summary>
internal sealed record OpenStores(IJournalVerifier Verifier, IStoreCheck Check, IAnchorStore Anchors, IBoardRebuild Rebuild, ISendLedger Sends, IMailboxMemory Memory, IDocumentStore Documents, ICaseBoard Board, ICaseJournal Journal, ICaseShredder Shredder, IRetentionLedger Retention, IRecordBooks Books, SecretKeys Secrets);

/// <summary>The stores that the environment chooses, opened for one command: the account of <c>Stores__CaseAccount</c>, else the data folder.</summary>
internal static class StoreCommands
{
    /// <summary>Runs the command, or says on <paramref name="error"/> that there is no case store.</summary>
    public static Task<int> RunAsync(
        string dataDirectory, TextWriter error, Func<IJournalVerifier, IBoardRebuild, Task<int>> command, CancellationToken cancellation) =>
        RunAsync(dataDirectory, error, stores => command(stores.Verifier, stores.Rebuild), cancellation);

    /// <inheritdoc cref="RunAsync(string, TextWriter, Func{IJournalVerifier, IBoardRebuild, Task{int}}, CancellationToken)"/>
    public static async Task<int> RunAsync(string dataDirectory, TextWriter error, Func<OpenStores, Task<int>> command, CancellationToken cancellation)
    {
        var stores = StoresOptions.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        if (stores.InAzure)
        {
            var store = CaseStores.OnAccount(stores, Clock.OfTheMachine, NullLoggerFactory.Instance);
            await store.OpenAsync(CaseStores.Fingerprint(stores.Secrets()), cancellation);
            return await command(new OpenStores(store.Verifier, store.Check, store.Anchors, store.Rebuild, store.Sends, store.MailboxMemory, store.Documents, store.Board, store.Journal, store.Shredder, store.Retention, store.Books, stores.Secrets()));
        }

        if (new FileInfo(Path.Combine(dataDirectory, "cases.db")) is not { Exists: true, Length: > 0 })
        {
            await error.WriteLineAsync($"There is no case store in '{Path.GetFullPath(dataDirectory)}', or its file is empty. Name the data folder with --data, or restore the backup.");
            return ExitCodes.BadUsage;
        }

        using var data = DataFolder.Open(dataDirectory);
        var secrets = SecretKeys.LoadOrCreate(data.Keys, mayCreate: false);
        var keys = AppComposition.IndexKeys(secrets);
        await using var database = CaseDatabase.Open(data.Cases, Clock.OfTheMachine);
        return await command(new OpenStores(
            new JournalVerifier(database, keys),
            new SqliteStoreCheck(database, keys),
            new FileAnchorStore(data.Anchors),
            new SqliteBoardRebuild(database, keys),
            new SqliteSendLedger(database),
            new SqliteMailboxMemory(database),
            new FileDocumentStore(data.Documents),
            new SqliteCaseBoard(database, keys),
            new SqliteCaseJournal(database, keys),
            new SqliteCaseShredder(database),
            new SqliteRetentionLedger(database),
            new SqliteRecordBooks(database),
            secrets));
    }
}
