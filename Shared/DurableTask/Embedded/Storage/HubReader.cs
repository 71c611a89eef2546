using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>Reads what is committed, on connections of its own, beside the writer.</summary>
internal sealed class HubReader(HubFile file) : IDisposable
{
    private readonly ConcurrentBag<ReaderConnection> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>The whole history of an instance, in order.</summary>
    /// <param name="rid">Its key.</param>
    /// <param name="instanceId">Its name, for messages.</param>
    /// <param name="bytes">How much of the file it takes.</param>
    /// <exception cref="TaskHubException">It cannot be read.</exception>
    public List<HistoryEvent> History(long rid, string instanceId, out long bytes)
    {
        var size = 0L;
        var history = Read(connection =>
        {
            var events = new List<HistoryEvent>();
            using var rows = connection.Prepare("SELECT events FROM history WHERE rid = $0 ORDER BY rid, seq", 1).With(rid).ExecuteReader();
            try
            {
                while (rows.Read())
                {
                    var turn = rows.GetFieldValue<byte[]>(0);
                    size += turn.Length;
                    HistoryCodec.Decode(turn, events);
                }
            }
            catch (InvalidDataException exception)
            {
                throw HubFileErrors.Unreadable(file.Path, instanceId, exception);
            }

            return events;
        });
        bytes = size;
        return history;
    }

    /// <exception cref="TaskHubException">The file cannot be read.</exception>
    public T Read<T>(Func<ReaderConnection, T> read)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var connection = _idle.TryTake(out var idle) ? idle : new ReaderConnection(file.Connect());
        try
        {
            return read(connection);
        }
        catch (SqliteException exception)
        {
            throw HubFileErrors.From(file.Path, exception);
        }
        finally
        {
            _idle.Add(connection);
            if (_isDisposed)
            {
                DisposeIdle();
            }
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        DisposeIdle();
    }

    private void DisposeIdle()
    {
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }
}

/// <summary>A connection with the statements it has prepared. Used by one thread at a time.</summary>
internal sealed class ReaderConnection(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    /// <inheritdoc cref="SqliteConnectionExtensions.Prepare"/>
    public SqliteCommand Prepare(string sql, int parameters)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            _prepared.Add(sql, command = connection.Prepare(sql, parameters));
        }

        return command;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }
}
