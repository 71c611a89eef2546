using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>Reads what is committed, on connections of its own, beside the writer.</summary>
internal sealed class HubReader(HubFile file) : IDisposable
{
    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>The whole history of an instance, in order.</summary>
    public List<HistoryEvent> History(long rid, string instanceId) => Read(connection =>
    {
        var events = new List<HistoryEvent>();
        using var command = connection.Prepare("SELECT events FROM history WHERE rid = $0 ORDER BY rid, seq", 1).With(rid);
        using var rows = command.ExecuteReader();
        try
        {
            while (rows.Read())
            {
                events.AddRange(HistoryCodec.DecodeTurn(rows.GetFieldValue<byte[]>(0)));
            }
        }
        catch (JsonException exception)
        {
            throw HubFileErrors.Unreadable(file.Path, instanceId, exception);
        }

        return events;
    });

    /// <exception cref="TaskHubException">The file cannot be read.</exception>
    public T Read<T>(Func<SqliteConnection, T> read)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var connection = _idle.TryTake(out var idle) ? idle : file.Connect();
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
