using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>
/// The only writer: one thread that commits whatever has queued up meanwhile, and never waits for more. After a failed
/// commit it writes nothing more: nobody knows what the disk holds until the hub is opened again.
/// </summary>
internal sealed class HubWriter : IDisposable
{
    private const int MaximumBatch = 2_048;

    private readonly BlockingCollection<HubWrite> _queue = [];
    private readonly HubFile _file;
    private readonly Action<TaskHubException> _onFault;
    private readonly SqliteConnection _connection;
    private readonly HubStatements _statements;
    private readonly Thread _thread;
    private TaskHubException? _fault;

    public HubWriter(HubFile file, Action<TaskHubException> onFault)
    {
        _file = file;
        _onFault = onFault;
        _connection = file.Connect();
        _statements = new HubStatements(_connection);
        _thread = new Thread(Run) { IsBackground = true, Name = "task hub writer" };
    }

    /// <summary>How many transactions were committed.</summary>
    public long Commits { get; private set; }

    /// <summary>How many times the disk was told to make something durable: once a commit, and in checkpoints.</summary>
    public long Syncs => Commits;

    /// <summary>How many writes they held.</summary>
    public long Writes { get; private set; }

    public void Start() => _thread.Start();

    public void Enqueue(HubWrite write)
    {
        try
        {
            _queue.Add(write);
        }
        catch (InvalidOperationException)
        {
            write.Failed(new TaskHubException("The task hub has stopped."));
        }
    }

    /// <summary>Commits what is queued and ends the thread.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        if (_thread.ThreadState != ThreadState.Unstarted)
        {
            _thread.Join();
        }

        _statements.Dispose();
        _connection.Dispose();
        _queue.Dispose();
    }

    private void Run()
    {
        var batch = new List<HubWrite>();
        while (_queue.TryTake(out var first, Timeout.Infinite))
        {
            batch.Add(first);
            while (batch.Count < MaximumBatch && _queue.TryTake(out var next))
            {
                batch.Add(next);
            }

            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<HubWrite> batch)
    {
        if (_fault is null)
        {
            try
            {
                _statements.Begin(_file);
                batch.ForEach(write => write.Apply(_statements));
                _statements.Commit();
            }
            catch (SqliteException exception)
            {
                Stop(HubFileErrors.From(_file.Path, exception));
            }
            catch (TaskHubException exception)
            {
                Stop(exception);
            }
#pragma warning disable CA1031 // a mistake of ours must not end the thread and leave everybody waiting
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Stop(new TaskHubException($"The task hub '{_file.Path}' failed: {exception.Message}. Start again.", exception));
            }
        }

        if (_fault is { } fault)
        {
            batch.ForEach(write => write.Failed(fault));
            return;
        }

        Commits++;
        Writes += batch.Count;
        batch.ForEach(write => write.Committed());
    }

    private void Stop(TaskHubException exception)
    {
        _statements.TryRollback();
        _fault = exception;
        _onFault(exception);
    }
}
