using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>
/// The real process under kill -9, its scanner coming and going, over a generated mailbox of all kinds: each message once, none lost, no sender
/// answered twice (I1, I2, I10). 5,000 messages with TESTS_FULL=1, else a sample.
/// </summary>
public sealed class IntakeKillTests
{
    private const int Seed = 20261122;

    private static bool IsFull => Environment.GetEnvironmentVariable("TESTS_FULL") == "1";

    [Fact]
    public async Task KilledAtRandom_ProcessAndScanner_EachMessageOnceAndNoneLost()
    {
        var random = new Random(Seed);
        var mails = SeededMailbox.Make(Seed, IsFull ? 5000 : 240);
        var data = Directory.CreateTempSubdirectory("socialworkflows-kill-").FullName;
        Prepare(data);
        await using var scanner = new FlakyClamd();
        var kills = IsFull ? 40 : 6;
        for (var run = 0; run < kills; run++)
        {
            Deliver(data, mails.Skip(run * mails.Count / kills).Take(mails.Count / kills));
            await KillAfterAsync(data, scanner, random, random.Next(5, mails.Count / kills));
        }

        Deliver(data, mails.Skip(kills * (mails.Count / kills)));
        if (!scanner.IsAlive)
        {
            scanner.Start();
        }

        var expected = mails.Where(m => !m.IsRepeat).ToList();
        await FinishAsync(data, scanner, expected.Count);
        await ShouldBeWholeAsync(data, expected, mails.Count);
        (await Product.RunAsync("verify-journal", "--data", data)).ExitCode.ShouldBe(0);
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Lets the process work until it has said so many lines about messages, then kills it; on the way the scanner dies and lives.</summary>
    private static async Task KillAfterAsync(string data, FlakyClamd scanner, Random random, int killAfter)
    {
        using var process = Start(data, scanner.Port);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var lines = 0;
        try
        {
            while (lines < killAfter && await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                lines += line.Contains("essage ", StringComparison.Ordinal) ? 1 : 0;
                if (random.Next(25) == 0)
                {
                    await ToggleAsync(scanner);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nothing more to do in this run: killed while it is idle.
        }

        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static async Task FinishAsync(string data, FlakyClamd scanner, int messages)
    {
        using var process = Start(data, scanner.Port);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(IsFull ? 20 : 2));
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (process.HasExited
            ? throw new InvalidOperationException("The process ended by itself.")
            : !File.Exists(Path.Combine(data, "cases.db")) || !IsDone(data, messages))
        {
            await look.WaitForNextTickAsync(patience.Token);
        }

        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static Task ToggleAsync(FlakyClamd scanner)
    {
        if (scanner.IsAlive)
        {
            return scanner.KillAsync();
        }

        scanner.Start();
        return Task.CompletedTask;
    }

    private static Process Start(string data, int scannerPort)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "SocialWorkflows.Functions.dll"), "serve", "--data", data, "--port", "0" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["Scanner__ClamAv__Host"] = "127.0.0.1";
        start.Environment["Scanner__ClamAv__Port"] = scannerPort.ToString(CultureInfo.InvariantCulture);
        start.Environment["SignIn__Mode"] = "development";
        start.Environment["Mail__Outgoing__Sender"] = "outbox";
        start.Environment["Scanner__RetryAfter"] = "00:00:01";
        return Process.Start(start)!;
    }

    private static void Prepare(string data)
    {
        DataFolder.Open(data).Dispose();
        foreach (var anchor in Directory.GetFiles(Residents.Pki.AnchorDirectory))
        {
            File.Copy(anchor, Path.Combine(data, "trust", Path.GetFileName(anchor)));
        }
    }

    private static void Deliver(string data, IEnumerable<SeededMail> mails)
    {
        foreach (var mail in mails)
        {
            var path = Path.Combine(data, "mail", "tmp", mail.File);
            File.WriteAllBytes(path, mail.Raw);
            File.Move(path, Path.Combine(data, "mail", "new", mail.File));
        }
    }

    private static bool IsDone(string data, int messages)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "cases.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FILTER (WHERE disposition<>'pending') FROM intake";
        var ended = (long)command.ExecuteScalar()! == messages && Directory.GetFiles(Path.Combine(data, "mail", "new")).Length == 0;
        command.CommandText = "SELECT COUNT(*) FROM sends WHERE state IN ('planned','sending')";
        return ended && (long)command.ExecuteScalar()! == 0 && Answered(data) >= Wanted(connection);
    }

    /// <summary>Receipts come after the registration: wait for them, too.</summary>
    private static long Wanted(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM intake WHERE disposition='new-case' OR reason='unsigned'";
        return (long)command.ExecuteScalar()!;
    }

    private static int Answered(string data) => Directory.Exists(Path.Combine(data, "outbox", "new")) ? Directory.GetFiles(Path.Combine(data, "outbox", "new")).Length : 0;

    private static async Task ShouldBeWholeAsync(string data, List<SeededMail> expected, int files)
    {
        Directory.GetFiles(Path.Combine(data, "mail", "new")).ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(data, "mail", "cur")).Length.ShouldBe(files);
        await using var database = CaseDatabase.Open(Path.Combine(data, "cases.db"), Clock.OfTheMachine);
        var ledger = new SqliteIntakeLedger(database);
        List<IntakeRow> rows = [.. await ledger.ListAsync("smiltene", null, CancellationToken.None), .. await ledger.ListAsync("iecava", null, CancellationToken.None)];
        rows.Count.ShouldBe(expected.Count);
        rows.GroupBy(r => (r.Municipality, r.Disposition)).ToDictionary(g => g.Key, g => g.Count())
            .ShouldBe(expected.GroupBy(m => (m.Municipality, m.Disposition)).ToDictionary(g => g.Key, g => g.Count()), ignoreOrder: true);

        var answers = Directory.GetFiles(Path.Combine(data, "outbox", "new")).Select(f => MimeReader.Read(File.ReadAllBytes(f)).To[0].Address).GroupBy(a => a).ToDictionary(g => g.Key, g => g.Count());
        answers.Values.ShouldAllBe(count => count == 1);
        answers.Count.ShouldBe(expected.Sum(m => m.Receipt));
    }
}
