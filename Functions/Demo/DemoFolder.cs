using System.Globalization;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Demo;

/// <summary>What a demo keeps beside the product's own data: simulated time, keys, and hashes of the files it made.</summary>
internal sealed class DemoFolder(string root)
{
    /// <summary>A Monday with two moved working days, two holidays and a working Saturday ahead: 08:00 in Smiltene.</summary>
    public static readonly DateTimeOffset Beginning = new(2026, 6, 8, 5, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();

    public string Pki => Path.Combine(root, "pki");

    public string Log => Path.Combine(root, "log.txt");

    private string Clock => Path.Combine(root, "clock.txt");

    private string KnownFiles => Path.Combine(root, "known-files.txt");

    public bool HasBegun => File.Exists(Clock);

    public DateTimeOffset ReadClock() => HasBegun
        ? DateTimeOffset.Parse(File.ReadAllText(Clock), CultureInfo.InvariantCulture)
        : Beginning;

    /// <summary>Durable before the clock moves, so that a continued demo never runs behind its own journal.</summary>
    public void WriteClock(DateTimeOffset now)
    {
        Directory.CreateDirectory(root);
        var aside = Clock + ".tmp";
        using (var file = new StreamWriter(new FileStream(aside, FileMode.Create)))
        {
            file.Write(JournalChain.Instant(now));
        }

        File.Move(aside, Clock, overwrite: true);
    }

    public void AddKnownFile(string hash)
    {
        lock (_gate)
        {
            Directory.CreateDirectory(root);
            File.AppendAllText(KnownFiles, hash + "\n");
        }
    }

    public IReadOnlySet<string> ReadKnownFiles()
    {
        lock (_gate)
        {
            return File.Exists(KnownFiles) ? File.ReadAllLines(KnownFiles).ToHashSet(StringComparer.Ordinal) : [];
        }
    }
}
