using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>
/// The one writer of a case store. Whoever's turn it is commits what waits behind it too: syncing takes milliseconds, however much is
/// in it. Each piece of work has a savepoint of its own, so that one which fails takes nothing of the others back.
/// </summary>
internal sealed class CaseWriter(SqliteConnection connection) : IAsyncDisposable
{
    /// <summary>The first of a commit waits for the work of all; more than this would be felt.</summary>
    private const int MostTogether = 64;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentQueue<CaseWrite> _waiting = new();

    /// <summary>Done once the work is synced to disk.</summary>
    /// <exception cref="OperationCanceledException">Given up before the work had begun; nothing was written.</exception>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, SqliteTransaction, T> work, CancellationToken cancellation)
    {
        var write = new CaseWrite<T>(work, cancellation);
        _waiting.Enqueue(write);

        // Not by the caller's token: the work may be another's to commit by now.
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            while (!write.IsDone)
            {
                Commit();
            }
        }
        finally
        {
            _turn.Release();
        }

        return write.Result;
    }

    /// <summary>With nothing else being written.</summary>
    public async Task AloneAsync(Action<SqliteConnection> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            work(connection);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        await connection.DisposeAsync();
        _turn.Dispose();
    }

    private void Commit()
    {
        List<CaseWrite> together = [];
        while (together.Count < MostTogether && _waiting.TryDequeue(out var next))
        {
            together.Add(next);
        }

        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            together.ForEach(write => write.Do(connection, transaction));
            transaction.Commit();
            together.ForEach(write => write.IsDone = true);
        }
#pragma warning disable CA1031 // each of those who wait is told, and throws it
        catch (Exception problem)
#pragma warning restore CA1031
        {
            together.ForEach(write => write.Fail(problem));
        }
    }
}
