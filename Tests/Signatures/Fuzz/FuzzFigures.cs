using System.Collections.Concurrent;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures.Fuzz;

/// <summary>Counts and findings of a run, safe for several threads.</summary>
internal sealed class FuzzFigures
{
    private readonly ConcurrentDictionary<ContainerVerdict, int> _verdicts = new();
    private readonly ConcurrentQueue<string> _findings = new();
    private readonly Lock _lock = new();
    private int _unchanged;
    private TimeSpan _slowest;
    private long _mostAllocated;

    /// <summary>Changed files that were inspected.</summary>
    public int Changed => _verdicts.Values.Sum();

    public int Count => Changed + _unchanged;

    public IReadOnlyList<string> Findings => [.. _findings.Take(40)];

    public void Unchanged() => Interlocked.Increment(ref _unchanged);

    public void Find(string finding) => _findings.Enqueue(finding);

    public void Add(SignatureReport report, TimeSpan elapsed, long allocated)
    {
        _verdicts.AddOrUpdate(report.Verdict, 1, (_, n) => n + 1);
        lock (_lock)
        {
            _slowest = elapsed > _slowest ? elapsed : _slowest;
            _mostAllocated = Math.Max(_mostAllocated, allocated);
        }
    }

    public override string ToString() =>
        $"{string.Join(", ", _verdicts.OrderBy(v => v.Key).Select(v => $"{EtsiWords.Of(v.Key)} {v.Value}"))}, unchanged {_unchanged}; "
        + $"slowest {_slowest.TotalMilliseconds:0} ms, most allocated {_mostAllocated / (1024 * 1024)} MB; findings {_findings.Count}";
}
