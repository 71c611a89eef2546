using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Benchmarks.Signatures;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Mail;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Benchmarks.Intake;

/// <summary>What a run of the whole intake gave.</summary>
/// <param name="Seconds">From the start of the process's pumps to the last end in the ledger, and for applications to the last receipt.</param>
/// <param name="P99">Of the seconds from the mail in the mailbox to its receipt in the outbox; 0 without receipts.</param>
/// <param name="PeakMegabytes">Highest resident memory of the process, as the kernel counts it.</param>
/// <param name="HeapMegabytes">Managed objects that are still held at the end, after a full collection, while the services run.</param>
internal sealed record IntakeRun(double Seconds, double P99, double PeakMegabytes, double HeapMegabytes)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seconds} {P99} {PeakMegabytes} {HeapMegabytes}");

    public static IntakeRun? Read(string? text) =>
        text?.Trim().Split(' ') is [var seconds, var p99, var peak, var heap]
            ? new(double.Parse(seconds, CultureInfo.InvariantCulture), double.Parse(p99, CultureInfo.InvariantCulture), double.Parse(peak, CultureInfo.InvariantCulture), double.Parse(heap, CultureInfo.InvariantCulture))
            : null;
}

/// <summary>
/// The whole product on its embedded stores in a process of its own: mails wait in the Maildir when it starts; only the scanner is a stand-in that
/// calls everything clean at once.
/// </summary>
internal static class IntakeProbe
{
    public const string Command = "--intake-probe";
    public const int LargeLetters = 44;

    private const int LinesOfLargeFile = 500_000;

    /// <param name="kind">
    /// <c>letters</c>: unsigned, each is answered and reviewed; <c>applications</c>: signed, each becomes a registered case with a receipt; <c>large</c>: letters, of which
    /// <see cref="LargeLetters"/> among the small ones bring a file that makes them 39 MB.
    /// </param>
    public static async Task<int> RunAsync(string kind, int count, TextWriter output)
    {
        var root = Directory.CreateTempSubdirectory("benchmark-intake-").FullName;
        try
        {
            output.WriteLine(await RunAsync(kind, count, root));
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<IntakeRun> RunAsync(string kind, int count, string root)
    {
        var pki = DemoPki.CreateOrLoad(Path.Combine(root, "pki"), new SimulatedTime(DemoFolder.Beginning));
        using var data = DataFolder.Open(Path.Combine(root, "data"));
        Fill(kind, count, data, pki);
        await using var app = EmbeddedApp.Build(new AppOptions
        {
            Port = 0,
            Data = data,
            Time = Clock.OfTheMachine,
            Scanner = new CleanScanner(),
            Trust = TrustStore.FromFolder(pki.AnchorDirectory),
            SigningOffice = new SigningElsewhere(),
            LogFile = Path.Combine(root, "log.txt"),
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["SignIn:Mode"] = "development", ["Mail:Outgoing:Sender"] = "outbox" },
        });
        var delivered = DateTime.FromBinary(File.GetLastWriteTimeUtc(Path.Combine(data.Mailbox, "new", Name(count - 1))).ToBinary());
        var start = Stopwatch.GetTimestamp();
        await app.StartAsync();
        var ledger = app.Services.GetRequiredService<IIntakeLedger>();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (Directory.EnumerateFiles(Path.Combine(data.Mailbox, "new")).Any()
            || (await ledger.NextPendingAsync("smiltene", 1, CancellationToken.None)).Count > 0
            || Answers(data).Count() < count)
        {
            await look.WaitForNextTickAsync();
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        var heap = GC.GetTotalMemory(forceFullCollection: true) / (1024.0 * 1024);
        await app.StopAsync();
        var waits = Answers(data).Select(f => (f.LastWriteTimeUtc - delivered).TotalSeconds).Order().ToList();
        return new IntakeRun(elapsed.TotalSeconds, waits[(int)((waits.Count - 1) * 0.99)], Peak(), heap);
    }

    private static void Fill(string kind, int count, DataFolder data, DemoPki pki)
    {
        var signer = new AsiceSigner(pki);
        for (var i = 0; i < count; i++)
        {
            var mail = new OutgoingMail
            {
                OperationId = $"{i}",
                MessageId = $"m{i}@inbox.example",
                From = new MailAddress(null, $"raksta{i}@inbox.example"),
                To = [new MailAddress(null, "soc.dienests@smiltenesnovads.lv")],
                Subject = "Iesniegums par aprūpi mājās",
                Text = $"Labdien! Lūdzu aprūpi mājās. Vēstule {i}.",
                Date = DemoFolder.Beginning,
                Attachments = kind == "applications" ? [new OutgoingAttachment("Iesniegums.edoc", "application/vnd.etsi.asic-e+zip", Container(signer, pki, i))] : [],
            };
            var file = Path.Combine(data.Mailbox, "new", Name(i));
            File.WriteAllBytes(file, MimeWriter.Write(mail));
            if (kind == "large" && IsLarge(i, count))
            {
                Enlarge(file, i);
            }
        }
    }

    /// <summary>Spread evenly among the others.</summary>
    private static bool IsLarge(int i, int count) => i * LargeLetters / count != (i + 1) * LargeLetters / count;

    /// <summary>The letter becomes the first part of a mail with a file of bytes that are nowhere else; line by line, so that making it does not count as memory of the product.</summary>
    private static void Enlarge(string file, int i)
    {
        var (head, body) = File.ReadAllText(file) is var mail && mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end ? (mail[..end], mail[(end + 4)..]) : default;
        var fields = head.Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n");
        var content = fields.Where(f => f.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)).ToArray();
        using var writer = new StreamWriter(file) { NewLine = "\r\n" };
        foreach (var field in fields.Except(content))
        {
            writer.WriteLine(field);
        }

        writer.WriteLine("Content-Type: multipart/mixed; boundary=\"=_large\"\r\n\r\n--=_large");
        writer.WriteLine(string.Join("\r\n", content) + "\r\n\r\n" + body);
        writer.WriteLine("--=_large\r\nContent-Type: image/jpeg; name=\"skats.jpg\"\r\nContent-Disposition: attachment; filename=\"skats.jpg\"\r\nContent-Transfer-Encoding: base64\r\n");
        var random = new Random(i);
        var line = new byte[57];
        for (var written = 0; written < LinesOfLargeFile; written++)
        {
            random.NextBytes(line);
            writer.WriteLine(Convert.ToBase64String(line));
        }

        writer.WriteLine("--=_large--");
    }

    /// <summary>A person and papers of their own: the same papers from another address are suspected.</summary>
    private static byte[] Container(AsiceSigner signer, DemoPki pki, int i)
    {
        var paper = new byte[40 * 1024];
        BitConverter.TryWriteBytes(paper, i);
        var resident = pki.Person($"resident-{i}", "Berta", "Izdomātā", string.Create(CultureInfo.InvariantCulture, $"000155-{10000 + i}"));
        return signer.Sign([resident], [new DemoFile("Iesniegums.pdf", "application/pdf", paper)], DemoFolder.Beginning);
    }

    private static string Name(int i) => i.ToString("000000", CultureInfo.InvariantCulture);

    private static IEnumerable<FileInfo> Answers(DataFolder data) =>
        Directory.Exists(Path.Combine(data.Outbox, "new")) ? new DirectoryInfo(Path.Combine(data.Outbox, "new")).EnumerateFiles() : [];

    /// <summary>VmHWM of the process, in megabytes.</summary>
    private static double Peak() => long.Parse(
        File.ReadLines("/proc/self/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;

    private sealed class CleanScanner : IFileScanner
    {
        public string Name => "benchmark stand-in";

        public Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation) => Task.FromResult(ScanVerdict.Clean);

        public Task<ScannerStanding> StandingAsync(CancellationToken cancellation) => Task.FromResult(new ScannerStanding(ScannerAnswer.Undated, null, TellsLimits: true));
    }
}
