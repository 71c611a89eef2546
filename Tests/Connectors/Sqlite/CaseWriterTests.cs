using Microsoft.Data.Sqlite;
using SocialWorkflows.Connectors.Sqlite;
using SQLitePCL;

namespace SocialWorkflows.Tests.Connectors.Sqlite;

/// <summary>What waits together is committed together, and each piece of work succeeds or fails alone.</summary>
public sealed class CaseWriterTests : IAsyncDisposable
{
    private const int FullDisk = 13;
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly SqliteConnection _connection = new($"Data Source={Path.Combine(Directory.CreateTempSubdirectory("socialworkflows-writer-").FullName, "w.db")};Pooling=False");
    private readonly CaseWriter _writer;
    private readonly ManualResetEventSlim _busy = new();
    private int _commits;

    public CaseWriterTests()
    {
        _connection.Open();
        Execute(_connection, null, "PRAGMA journal_mode=WAL; CREATE TABLE rows (n INTEGER PRIMARY KEY, text TEXT)");
        raw.sqlite3_commit_hook(
            _connection.Handle,
            _ =>
            {
                _commits++;
                return 0;
            },
            null);
        _writer = new CaseWriter(_connection);
    }

    [Fact]
    public async Task Write_ManyWhileOneIsAtWork_ShareTheNextCommit()
    {
        var first = await HoldAsync();
        var waiting = Enumerable.Range(1, 40).Select(n => InsertAsync(n)).ToList();

        _busy.Set();
        await Task.WhenAll([first, .. waiting]);

        (await RowsAsync()).ShouldBe(Enumerable.Range(0, 41));
        _commits.ShouldBe(2);
    }

    [Fact]
    public async Task Write_SomeFailHalfWay_OnlyTheirsIsTakenBack()
    {
        var first = await HoldAsync();
        var waiting = Enumerable.Range(1, 12)
            .Select(n => n % 3 == 0
                ? _writer.WriteAsync<int>(
                    (connection, transaction) =>
                    {
                        Insert(connection, transaction, n);
                        throw new InvalidOperationException($"piece {n}");
                    },
                    Never)
                : InsertAsync(n))
            .ToList();

        _busy.Set();
        await first;

        foreach (var (task, n) in waiting.Select((task, i) => (task, i + 1)).Where(w => w.Item2 % 3 == 0))
        {
            (await Should.ThrowAsync<InvalidOperationException>(task)).Message.ShouldBe($"piece {n}");
        }

        (await RowsAsync()).ShouldBe([0, 1, 2, 4, 5, 7, 8, 10, 11]);
        _commits.ShouldBe(2);
    }

    [Fact]
    public async Task Write_GivenUpWhileWaiting_NothingWritten()
    {
        using var patience = new CancellationTokenSource();
        var first = await HoldAsync();
        var second = InsertAsync(1, patience.Token);
        await patience.CancelAsync();

        _busy.Set();
        await first;

        await Should.ThrowAsync<OperationCanceledException>(second);
        (await RowsAsync()).ShouldBe([0]);
    }

    [Fact]
    public async Task Write_DiskFull_AllOfTheCommitAreToldWhyAndLaterOnesGoOn()
    {
        await InsertAsync(0);
        await _writer.AloneAsync(connection => Execute(connection, null, "PRAGMA max_page_count=4"), Never);
        var first = await HoldAsync(7);
        var small = InsertAsync(1);
        var large = _writer.WriteAsync((connection, transaction) => Execute(connection, transaction, "INSERT INTO rows VALUES (2, hex(zeroblob(100000)))"), Never);

        _busy.Set();
        await first;

        (await Should.ThrowAsync<SqliteException>(large)).SqliteErrorCode.ShouldBe(FullDisk);
        (await Should.ThrowAsync<SqliteException>(small)).SqliteErrorCode.ShouldBe(FullDisk);
        await _writer.AloneAsync(connection => Execute(connection, null, "PRAGMA max_page_count=1000000"), Never);
        await InsertAsync(3);
        (await RowsAsync()).ShouldBe([0, 3, 7]);
    }

    [Fact]
    public async Task Write_MoreThanFitInOneCommit_AllWritten()
    {
        var first = await HoldAsync();
        var waiting = Enumerable.Range(1, 200).Select(n => InsertAsync(n)).ToList();

        _busy.Set();
        await Task.WhenAll([first, .. waiting]);

        (await RowsAsync()).Count.ShouldBe(201);
        _commits.ShouldBeLessThan(8);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _busy.Dispose();
    }

    /// <summary>Keeps the turn until the test lets go.</summary>
    private async Task<Task<int>> HoldAsync(int n = 0)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = Task.Run(() => _writer.WriteAsync(
            (connection, transaction) =>
            {
                begun.SetResult();
                _busy.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
                return Insert(connection, transaction, n);
            },
            Never));
        await begun.Task;
        return held;
    }

    private Task<int> InsertAsync(int n, CancellationToken cancellation = default) =>
        _writer.WriteAsync((connection, transaction) => Insert(connection, transaction, n), cancellation);

    private async Task<List<int>> RowsAsync()
    {
        List<int> rows = [];
        await _writer.AloneAsync(
            connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = "SELECT n FROM rows ORDER BY n";
                using var reader = command.ExecuteReader();
                while (reader.Read())
                {
                    rows.Add(reader.GetInt32(0));
                }
            },
            Never);
        return rows;
    }

    private static int Insert(SqliteConnection connection, SqliteTransaction transaction, int n) => Execute(connection, transaction, $"INSERT INTO rows VALUES ({n}, 'x')");

    private static int Execute(SqliteConnection connection, SqliteTransaction? transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command.ExecuteNonQuery();
    }
}
