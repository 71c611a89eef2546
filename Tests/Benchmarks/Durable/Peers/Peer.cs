using System.Diagnostics;
using System.Text.Json;

namespace SocialWorkflows.Benchmarks.Durable.Peers;

/// <summary>Another engine, driven by its script on Node.js. One that cannot be had, or fails, has no figures but a reason.</summary>
internal sealed class Peer
{
    private readonly string _folder = string.Empty;
    private readonly string _node = string.Empty;
    private readonly IReadOnlyList<string> _script = [];

    public Peer(string name, string folder, string node, params IReadOnlyList<string> script)
    {
        Name = name;
        (_folder, _node, _script) = (folder, node, script);
    }

    private Peer(string name, string absence) => (Name, Absence) = (name, absence);

    /// <summary>With its version, when it is there.</summary>
    public string Name { get; }

    /// <summary>Why there are no figures.</summary>
    public string? Absence { get; private set; }

    public static Peer Absent(string name, string reason) => new(name, reason);

    /// <summary>W1, instances per second of the last of the script's rounds; the ones before warm it up.</summary>
    public double? Cases(int count, params string[] more) => Last("inst_per_s", ["w1", $"{count}", .. more]);

    /// <summary>W2 and W3, milliseconds per activity of one instance.</summary>
    public double? Chain(int length, int repetitions) => Last("ms_per_act", ["chain", $"{length}", $"{repetitions}"]);

    private double? Last(string figure, string[] workload)
    {
        if (Absence is not null)
        {
            return null;
        }

        try
        {
            return ResultLines.Of(new ProcessStartInfo(_node, [.. _script, .. workload]) { WorkingDirectory = _folder })[^1].GetProperty(figure).GetDouble();
        }
        catch (Exception exception) when (exception is NoResultException or KeyNotFoundException or JsonException)
        {
            Absence = $"{workload[0]}: {exception.Message}";
            return null;
        }
    }
}
