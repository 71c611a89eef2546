using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>A piece of work that waits for a commit.</summary>
internal abstract class CaseWrite(CancellationToken cancellation)
{
    private const string Savepoint = "piece";

    private ExceptionDispatchInfo? _problem;

    /// <summary>Nothing more happens to it: it is synced, or it has failed.</summary>
    public bool IsDone { get; set; }

    /// <summary>Does the work inside the common transaction; its own failure is kept for who asked for it.</summary>
    /// <exception cref="SqliteException">The transaction itself is lost.</exception>
    public void Do(SqliteConnection connection, SqliteTransaction transaction)
    {
        if (cancellation.IsCancellationRequested)
        {
            _problem = ExceptionDispatchInfo.Capture(new OperationCanceledException(cancellation));
            return;
        }

        transaction.Save(Savepoint);
        try
        {
            Work(connection, transaction);
        }
#pragma warning disable CA1031 // whoever asked for the work throws it
        catch (Exception problem) when (!EndsTransaction(problem))
#pragma warning restore CA1031
        {
            _problem = ExceptionDispatchInfo.Capture(problem);
            transaction.Rollback(Savepoint);
        }

        transaction.Release(Savepoint);
    }

    public void Fail(Exception problem)
    {
        _problem ??= ExceptionDispatchInfo.Capture(problem);
        IsDone = true;
    }

    /// <summary>Full disk, I/O error, no memory, busy and interrupted may roll everything back (sqlite.org, "Transactions", 3).</summary>
    private static bool EndsTransaction(Exception problem) => problem is SqliteException { SqliteErrorCode: 5 or 7 or 9 or 10 or 13 };

    protected abstract void Work(SqliteConnection connection, SqliteTransaction transaction);

    protected void ThrowIfFailed() => _problem?.Throw();
}

internal sealed class CaseWrite<T>(Func<SqliteConnection, SqliteTransaction, T> work, CancellationToken cancellation) : CaseWrite(cancellation)
{
    private T? _result;

    /// <summary>Of a piece that is done.</summary>
    public T Result
    {
        get
        {
            ThrowIfFailed();
            return _result!;
        }
    }

    protected override void Work(SqliteConnection connection, SqliteTransaction transaction) => _result = work(connection, transaction);
}
