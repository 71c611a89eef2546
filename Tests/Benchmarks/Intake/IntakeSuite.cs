using System.Diagnostics;
using System.Text.Json;
using SocialWorkflows.Benchmarks.Signatures;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Benchmarks.Intake;

/// <summary>How fast mails are read, beside mailparser on the same mails in the same run.</summary>
internal static class IntakeSuite
{
    private const int Rounds = 5;

    public static IReadOnlyList<Row> Run()
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        try
        {
            return [.. SampleMails.Mixes.Select(mix => Parsed(mix, Path.Combine(folder, mix.Name))), Memory()];
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

    /// <summary>50,000 mails read one after the other: what stays on the heap must not grow with their number.</summary>
    private static Row Memory()
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
                highest = Math.Max(highest, Process.GetCurrentProcess().WorkingSet64);
            }
        }

        return new Row("parse-50000-memory", "MB", highest / (1024.0 * 1024), null, null, "lower", 300, "Highest resident memory of the whole process while 50,000 mails are read, samples included.");
    }
}
