using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>
/// Copies the write-ahead log into the file on a thread of its own, so that commits do not wait for it. The writer only
/// copies what was committed meanwhile: then all is copied, and the log is written again from its start. It is never
/// cut off, since growing a file costs twice.
/// </summary>
internal sealed class LogCheckpointer : IDisposable
{
    /// <summary>A moderate log, in pages of 4 KB.</summary>
    private const int LogPages = 4_000;

    private const int PagesWritten = 9; // SQLITE_DBSTATUS_CACHE_WRITE
    private const int SyncsOfACheckpoint = 2;

    private readonly SqliteConnection _writer;
    private readonly SqliteConnection _own;
    private readonly AutoResetEvent _wanted = new(initialState: false);
    private readonly Thread _thread;
    private volatile State _state;
    private volatile bool _isStopping;
    private int _pages;
    private int _syncs;

    public LogCheckpointer(HubFile file, SqliteConnection writer)
    {
        _writer = writer;
        _own = file.Connect();
        _thread = new Thread(Run) { IsBackground = true, Name = "task hub checkpoints" };
        _thread.Start();
    }

    private enum State
    {
        Idle,
        Copying,
        Copied,
    }

    /// <summary>How many times checkpoints told the disk to make something durable.</summary>
    public int Syncs => Volatile.Read(ref _syncs);

    /// <summary>Called on the writer's thread.</summary>
    public void Committed()
    {
        if (_state == State.Copied)
        {
            Checkpoint(_writer);
            _pages = 0;
            _state = State.Idle;
        }

        raw.sqlite3_db_status(_writer.Handle, PagesWritten, out var written, out _, 1);
        _pages += written;
        if (_state == State.Idle && _pages >= LogPages)
        {
            _state = State.Copying;
            _wanted.Set();
        }
    }

    public void Dispose()
    {
        _isStopping = true;
        _wanted.Set();
        _thread.Join();
        _own.Dispose();
        _wanted.Dispose();
    }

    private void Run()
    {
        while (_wanted.WaitOne() && !_isStopping)
        {
            Checkpoint(_own);
            _state = State.Copied;
        }
    }

    /// <summary>A failure is not told: the log is whole, and the next commit meets the same disk and says what is wrong with it.</summary>
    private void Checkpoint(SqliteConnection connection)
    {
        raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
        Interlocked.Add(ref _syncs, SyncsOfACheckpoint);
    }
}
