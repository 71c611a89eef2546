using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SocialWorkflows.Benchmarks.Signatures;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Benchmarks.Intake;

/// <summary>How fast mails are read, beside mailparser on the same mails in the same run.</summary>
internal static class IntakeSuite
{
    public const string ParseMemory = "--parse-memory";

    private const int Rounds = 5;
    private const int Registrations = 200;
    private const int PeakHour = 100;
    private const int Few = 2_000;
    private const int Flood = 50_000;
    private const int SmallBesideLarge = 200;

    /// <summary>Megabytes of an instance of 2,048 MB that the host leaves to the process.</summary>
    private const int InstanceLeaves = 1_500;

    public static IReadOnlyList<Row> Run()
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        try
        {
            return [.. SampleMails.Mixes.Select(mix => Parsed(mix, Path.Combine(folder, mix.Name))), Parsing(folder), .. WholeIntake(folder)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Row Parsed(MailMix mix, string folder)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < mix.Count; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{i:00000}.eml"), mix.Write(i));
        }

        var mails = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToArray();
        var files = Read(mails, out _);
        var perSecond = Median.Of(Enumerable.Range(0, Rounds).Select(_ =>
        {
            Read(mails, out var elapsed);
            return mails.Length / elapsed.TotalSeconds;
        }));
        return Beside($"parse-{mix.Name}", mix.Note, perSecond, files, folder);
    }

    private static int Read(byte[][] mails, out TimeSpan elapsed)
    {
        var start = Stopwatch.GetTimestamp();
        var files = mails.Sum(mail => MimeReader.Read(mail).Attachments.Count);
        elapsed = Stopwatch.GetElapsedTime(start);
        return files;
    }

    private static Row Beside(string name, string note, double ours, int files, string folder)
    {
        var modules = NodeModules.With("mailparser");
        var script = Path.Combine(AppContext.BaseDirectory, "Intake", "mailparser.mjs");
        var answer = modules is null ? null : Tool.Run(folder, "node", script, modules, folder, $"{Rounds}");
        if (answer is null)
        {
            return new Row(name, "mails/s", ours, "mailparser", null, "higher", 3, "Node or mailparser is not installed (Tests/install).");
        }

        var result = JsonDocument.Parse(answer).RootElement;
        if (result.GetProperty("files").GetInt32() != files)
        {
            throw new InvalidOperationException($"mailparser found {result.GetProperty("files")} files in the mails of {name}, ours {files}: the figures would not be of the same work.");
        }

        var theirs = Median.Of(result.GetProperty("perSecond").EnumerateArray().Select(v => v.GetDouble()));
        return new Row(name, "mails/s", ours, "mailparser " + result.GetProperty("version").GetString(), theirs, "higher", 3, note);
    }

    /// <summary>In a process of its own: 50,000 mails read one after the other; what stays on the heap must not grow with their number.</summary>
    public static int MeasureParsing(TextWriter output)
    {
        const int all = 50_000;
        var mix = SampleMails.Mixes[0];
        var samples = Enumerable.Range(0, mix.Count).Select(mix.Write).ToArray();
        long highest = 0;
        for (var i = 0; i < all; i++)
        {
            MimeReader.Read(samples[i % samples.Length]);
            if (i % 1000 == 0)
            {
                using var self = Process.GetCurrentProcess();
                highest = Math.Max(highest, self.WorkingSet64);
            }
        }

        output.WriteLine(highest.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static Row Parsing(string folder)
    {
        var answer = Tool.Run(folder, Environment.ProcessPath!, [.. Self(), ParseMemory])
            ?? throw new InvalidOperationException("The probe of the parser's memory failed.");
        return new Row(
            "parse-50000-memory", "MB", long.Parse(answer, CultureInfo.InvariantCulture) / (1024.0 * 1024), null, null, "lower", 300, "Highest resident memory of a process of its own while 50,000 letters are read.");
    }

    private static IEnumerable<Row> WholeIntake(string folder)
    {
        var registered = Median.Of(Enumerable.Range(0, 3).Select(_ => Registrations / Probe(folder, "applications", Registrations).Seconds));
        yield return new Row(
            "register", "registrations/s", registered, null, null, "higher", null, $"From the mailbox to the receipt in the outbox, start of the process's services included: {Registrations} signed applications on the embedded stores; median of three.");
        var peak = Probe(folder, "applications", PeakHour);
        yield return new Row(
            "receipt-p99", "s", peak.P99, null, null, "lower", 60, $"Ten peak hours of one municipality ({PeakHour} applications) in the box at once: from the last delivery to the receipt, start of the services included.");
        var few = Probe(folder, "letters", Few);
        var flood = Probe(folder, "letters", Flood);
        yield return new Row(
            "box-50000-memory", "MB", flood.PeakMegabytes, null, null, "lower", 300, $"{Flood} letters in the box at the start, worked through to the answer ({Flood / flood.Seconds:0} a second): highest resident memory of the process.");
        yield return new Row(
            "box-50000-heap", "MB", flood.HeapMegabytes, $"{Few} letters", few.HeapMegabytes, "lower", null, "Objects still held after a full collection when the box is done: what grows with the number of mails would show.");
        var large = Probe(folder, "large", IntakeProbe.LargeLetters + SmallBesideLarge);
        yield return new Row(
            "box-large-memory", "MB", large.PeakMegabytes, null, null, "lower", InstanceLeaves, $"{IntakeProbe.LargeLetters} letters of 39 MB among {SmallBesideLarge} small ones in the box at the start, worked through to the answer in {large.Seconds:0} s: highest resident memory of the process.");
    }

    private static IntakeRun Probe(string folder, string kind, int count) =>
        IntakeRun.Read(Tool.Run(folder, Environment.ProcessPath!, [.. Self(), IntakeProbe.Command, kind, count.ToString(CultureInfo.InvariantCulture)]))
        ?? throw new InvalidOperationException($"The probe of {count} {kind} failed.");

    /// <summary>Empty when this is a program of its own, else the assembly that dotnet runs.</summary>
    private static IEnumerable<string> Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(IntakeSuite).Assembly.Location] : [];
}
