using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Connectors;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>
/// The real process and a real clamd under kill -9, over a generated mailbox of all kinds: each message once, none lost, no sender answered twice, nothing
/// with a file goes on without a scanner (I1, I2, I6, I10). 5,000 messages with TESTS_FULL=1, else a sample.
/// </summary>
public sealed class IntakeKillTests(ITestOutputHelper output)
{
    private const int Seed = 20261122;

    private static readonly string[] Municipalities = ["smiltene", "iecava"];

    private static bool IsFull => Environment.GetEnvironmentVariable("TESTS_FULL") == "1";

    [Fact]
    public async Task KilledAtRandom_ProcessAndClamd_EachMessageOnceAndNoneLost()
    {
        var random = new Random(Seed);
        var mailbox = new SeededMailbox(Seed);
        var (half, kills) = IsFull ? (2500, 20) : (120, 3);
        var data = Directory.CreateTempSubdirectory("socialworkflows-kill-").FullName;
        Prepare(data);
        await using var clamd = new MortalClamd();
        clamd.Start();
        await clamd.WaitUntilListeningAsync();

        // A reply can be addressed only when its case is there: the second wave answers to the receipts of the first.
        var first = mailbox.Letters(half);
        await PourAsync(data, clamd, random, first, kills);
        clamd.Start();
        await FinishAsync(data, clamd, first);
        var second = mailbox.LettersAndReplies(half, CasesOf(data));
        const int Unscanned = 30;
        await PourAsync(data, clamd, random, second[..^Unscanned], kills);
        List<SeededMail> mails = [.. first, .. second];
        await WithoutScannerAsync(data, clamd, second[^Unscanned..], mails);
        clamd.Start();
        await FinishAsync(data, clamd, mails);

        var kinds = mails.Where(m => !m.IsRepeat).CountBy(m => m.Kind).OrderBy(k => k.Key, StringComparer.Ordinal).ToList();
        output.WriteLine($"{mails.Count} mails, {mails.Count(m => m.IsRepeat)} of them again, {(2 * kills) + 3} kills of the process, {clamd.Kills} of clamd; {string.Join(", ", kinds.Select(k => $"{k.Key} {k.Value}"))}");
        kinds.Count.ShouldBe(26);
        clamd.Kills.ShouldBeGreaterThan(kills / 2);
        await ShouldBeWholeAsync(data, [.. mails.Where(m => !m.IsRepeat)], mails.Count);
        (await Product.RunAsync("verify-journal", "--data", data)).ExitCode.ShouldBe(0);
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Delivers in shares, the process killed after each.</summary>
    private static async Task PourAsync(string data, MortalClamd clamd, Random random, List<SeededMail> mails, int kills)
    {
        foreach (var share in mails.Chunk((mails.Count + kills - 1) / kills))
        {
            Deliver(data, share);
            await KillAfterAsync(data, clamd, random, random.Next(5, share.Length));
        }
    }

    /// <summary>As the applicants know them: from the receipts.</summary>
    private static List<OpenedCase> CasesOf(string data) =>
    [
        .. Outbox(data).Where(m => m.ReplyTo is [var to] && CaseAddress.TryReadToken(to.Address, out _)).OrderBy(m => m.To[0].Address, StringComparer.Ordinal)
            .Select(m => new OpenedCase($"seed-{m.To[0].Address.Split('@')[0]["raksta".Length..]}@residents.example", m.To[0].Address, m.ReplyTo[0].Address)),
    ];

    private static IEnumerable<MailMessage> Outbox(string data) => Directory.GetFiles(Path.Combine(data, "outbox", "new")).Select(f => MimeReader.Read(File.ReadAllBytes(f)));

    /// <summary>Lets the process work until it has said so many lines about messages, then kills it; on the way clamd dies and lives.</summary>
    private static async Task KillAfterAsync(string data, MortalClamd clamd, Random random, int killAfter)
    {
        using var process = Start(data, clamd.Port);
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
                    await ToggleAsync(clamd);
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

    /// <summary>A time without any scanner, and a kill in it: what has files waits and staff are told of each, what has none goes on.</summary>
    private static async Task WithoutScannerAsync(string data, MortalClamd clamd, IReadOnlyList<SeededMail> mails, IReadOnlyList<SeededMail> all)
    {
        await clamd.KillAsync();
        Deliver(data, mails);
        var fresh = mails.Where(m => !m.IsRepeat && m.MessageId.Length > 0).ToList();
        var waiting = fresh.Where(m => m.HasFiles).Select(m => m.MessageId).ToHashSet(StringComparer.Ordinal);
        waiting.ShouldNotBeEmpty();
        var without = all.Where(m => !m.IsRepeat && !m.HasFiles && m.MessageId.Length > 0).Select(m => m.MessageId).ToHashSet(StringComparer.Ordinal);
        var toEnd = fresh.Where(m => !m.HasFiles).Select(m => m.MessageId).ToHashSet(StringComparer.Ordinal);

        using var process = Start(data, clamd.Port);
        Drain(process);
        await UntilAsync(process, () => toEnd.IsSubsetOf(MessagesOf(data, "disposition<>'pending'")) && waiting.IsSubsetOf(ToldOf(data)));
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);

        MessagesOf(data, "disposition<>'pending'").Intersect(waiting).ShouldBeEmpty("without a verdict nothing goes on");
        ToldOf(data).Intersect(without).ShouldBeEmpty("a letter without a file needs no scanner");
    }

    private static async Task FinishAsync(string data, MortalClamd clamd, IReadOnlyList<SeededMail> mails)
    {
        var expected = mails.Where(m => !m.IsRepeat).ToList();
        using var process = Start(data, clamd.Port);
        Drain(process);
        await UntilAsync(process, () => Directory.GetFiles(Path.Combine(data, "mail", "new")).Length == 0 && IsDone(data, expected.Count, expected.Sum(m => m.Receipt)));
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static async Task UntilAsync(Process process, Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(IsFull ? 20 : 2));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (process.HasExited ? throw new InvalidOperationException("The process ended by itself.") : !isSo())
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    private static void Drain(Process process)
    {
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private static Task ToggleAsync(MortalClamd clamd)
    {
        if (clamd.IsAlive)
        {
            return clamd.KillAsync();
        }

        clamd.Start();
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
        start.Environment["Mail__Sender__TrustedServers__0"] = SeededMailbox.OurServer;

        // The same mails are pushed by the folder's watcher and polled.
        start.Environment["Mail__Maildir__RescanInterval"] = "00:00:01";
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

    private static bool IsDone(string data, int messages, int answers)
    {
        using var connection = Open(data);
        return Count(connection, "SELECT COUNT(*) FROM intake WHERE disposition<>'pending'") == messages
            && Count(connection, "SELECT COUNT(*) FROM sends WHERE state IN ('planned','sending')") == 0
            && Count(connection, "SELECT COUNT(*) FROM tasks WHERE closed_at IS NULL AND key LIKE 'scanner:%'") == 0

            // Receipts come after the registration: wait for them, too.
            && Answered(data) >= answers;
    }

    private static HashSet<string> MessagesOf(string data, string where) => Read(data, $"SELECT message_id FROM intake WHERE {where}");

    /// <summary>Messages of which an open task says that they wait for the scanner.</summary>
    private static HashSet<string> ToldOf(string data) =>
        Read(data, "SELECT message_id FROM tasks JOIN intake ON tasks.subject_id=intake.intake_id WHERE closed_at IS NULL AND key LIKE 'scanner:%'");

    private static HashSet<string> Read(string data, string query)
    {
        using var connection = Open(data);
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        HashSet<string> found = new(StringComparer.Ordinal);
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    private static long Count(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }

    private static SqliteConnection Open(string data)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(data, "cases.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    private static int Answered(string data) => Directory.Exists(Path.Combine(data, "outbox", "new")) ? Directory.GetFiles(Path.Combine(data, "outbox", "new")).Length : 0;

    /// <summary>From the folders of the mailbox, the ledger and the journals, not from anything this test counted on the way.</summary>
    private static async Task ShouldBeWholeAsync(string data, List<SeededMail> expected, int files)
    {
        Directory.GetFiles(Path.Combine(data, "mail", "new")).ShouldBeEmpty();
        var done = Directory.GetFiles(Path.Combine(data, "mail", "cur"));
        done.Length.ShouldBe(files);
        await using var database = CaseDatabase.Open(Path.Combine(data, "cases.db"), Clock.OfTheMachine);
        var ledger = new SqliteIntakeLedger(database);
        List<IntakeRow> rows = [];
        foreach (var municipality in Municipalities)
        {
            rows.AddRange(await ledger.ListAsync(municipality, null, CancellationToken.None));
        }

        rows.Count.ShouldBe(expected.Count);
        rows.GroupBy(r => (r.Municipality, r.Disposition)).ToDictionary(g => g.Key, g => g.Count())
            .ShouldBe(expected.GroupBy(m => (m.Municipality, m.Disposition)).ToDictionary(g => g.Key, g => g.Count()), ignoreOrder: true);
        var ends = rows.Where(r => r.MessageId.Length > 0).ToDictionary(r => r.MessageId, StringComparer.Ordinal);
        expected.Where(m => m.MessageId.Length > 0).Select(m => (m.Kind, m.MessageId, ends[m.MessageId].Municipality, ends[m.MessageId].Disposition, ends[m.MessageId].Reason))
            .ShouldBe(expected.Where(m => m.MessageId.Length > 0).Select(m => (m.Kind, m.MessageId, m.Municipality, m.Disposition, (string?)m.Reason)));
        expected.Where(m => m.AnswersTo is not null).Select(m => ends[m.MessageId].CaseId).ShouldBe(expected.Where(m => m.AnswersTo is not null).Select(m => ends[m.AnswersTo!].CaseId), "each reply in the case it answers to");
        Read(data, "SELECT subject_id FROM tasks WHERE key LIKE 'infected:%' AND closed_at IS NULL").ShouldBe(rows.Where(r => r.Reason == "infected").Select(r => r.IntakeId), ignoreOrder: true);
        foreach (var file in done)
        {
            (await ledger.FindDeliveryAsync(Path.GetFileName(file).Split(':')[0], CancellationToken.None)).ShouldNotBeNull(file);
        }

        await ShouldBeInTheirCasesAsync(database, rows);
        var answers = Outbox(data).GroupBy(m => m.To[0].Address).ToDictionary(g => g.Key, g => g.Count());
        answers.Values.ShouldAllBe(count => count == 1);
        answers.Count.ShouldBe(expected.Sum(m => m.Receipt));
    }

    /// <summary>One case for each application, and each reply once in the journal of its case.</summary>
    private static async Task ShouldBeInTheirCasesAsync(CaseDatabase database, List<IntakeRow> rows)
    {
        // Nothing is looked up by person or address here.
        var keys = new CaseIndexKeys(_ => string.Empty, _ => string.Empty, _ => string.Empty);
        var journal = new SqliteCaseJournal(database, keys);
        List<(string CaseId, string IntakeId)> cases = [], replies = [];
        foreach (var municipality in Municipalities)
        {
            foreach (var row in await new SqliteCaseBoard(database, keys).ListAsync(municipality, null, includeClosed: true, CancellationToken.None))
            {
                var record = (await journal.ReadAsync(row.Case, CancellationToken.None))!;
                cases.Add((row.Case.CaseId, record.Entries.Select(e => e.Event).OfType<ApplicationReceived>().Single().IntakeId));
                replies.AddRange(record.Entries.Select(e => e.Event).OfType<MessageFiled>().Select(m => (row.Case.CaseId, m.IntakeId)));
            }
        }

        cases.ShouldBe(rows.Where(r => r.Disposition == Dispositions.NewCase).Select(r => (r.CaseId!, r.IntakeId)), ignoreOrder: true);
        replies.ShouldBe(rows.Where(r => r.Disposition == Dispositions.ExistingCase).Select(r => (r.CaseId!, r.IntakeId)), ignoreOrder: true);
    }
}
