using SocialWorkflows.Benchmarks.Durable.Peers;
using SocialWorkflows.Benchmarks.Durable.Probes;

namespace SocialWorkflows.Benchmarks.Durable;

/// <summary>One row for each goal of the durable engine, by the goal's name, and the figures that explain them.</summary>
internal static class Goals
{
    private const string Higher = "higher";
    private const string Lower = "lower";

    public static IReadOnlyList<Row> Rows(Measured m, PeerSet peers, int rounds)
    {
        var cases = Middle(m.Cases.Select(c => c.InstancesPerSecond));
        var cold = Middle(m.Cold.Select(c => c.MicrosecondsPerActivity));
        var coldShort = Middle(m.ColdShort.Select(c => c.MicrosecondsPerActivity));
        var chain = Middle(m.Chains);
        var longChain = Middle(m.LongChains);
        var median = rounds == 5 ? "Median of five." : $"Median of {rounds}, not five: not to be quoted.";
        return
        [
            Against(peers.Restate, "w1-restate", "instances/s", cases, Middle(m.RestateCases), 3, 5, $"W1, 1,000 cases at once. {median}"),
            Against(peers.DurableTaskJs, "w1-js", "instances/s", cases, Middle(m.ScriptCases), 0.65, 1, $"W1; the peer stores nothing. {median}"),
            Against(peers.OpenWorkflow, "w1-openworkflow", "instances/s", cases, Middle(m.OpenWorkflowCases), 10, 18, $"W1. {median}"),
            Alone("w1-cpu", "ms", Middle(m.Cases.Select(c => c.CpuMilliseconds)), Lower, 1.0, 0.5, $"CPU time per case of the whole process, with client, driver and garbage collection. {median}"),
            Several(
                "w1-fsync",
                $"Per case: synchronisations counted by the writer (commits, and two a checkpoint); bytes as the kernel counts them for the process. {median}",
                new Figure("fsyncs", "fsyncs", Middle(m.Cases.Select(c => c.Fsyncs)), Lower, 0.3, 0.1),
                new Figure("written", "KB", Middle(m.Cases.Select(c => c.WrittenKilobytes)), Lower, 50, 20)),
            Against(peers.Restate, "w2-restate", "activities/s", 1000 / chain, PerSecond(m.RestateChains), 2, 4, $"W2: one instance, 100 activities; {chain:0.000} ms each. {median}"),
            new Row("w2-commit", "ms", chain, "one FULL commit of SQLite (p50)", Middle(m.Commits.Select(c => c.MillisecondsMedian)), Lower, 4, $"W2, time per activity. {median}") { Target = 2.5 },
            new Row("w3-growth", "ms", longChain, "the same at 100 activities", chain, Lower, 1.25, $"W3, time per activity at 5,000 activities, warm. {median}") { Target = 1.1 },
            Against(peers.Restate, "w3-restate", "activities/s", 1000 / longChain, PerSecond(m.RestateLongChains), 2, 4, $"W3 at 5,000 activities. {median}"),
            Alone("w3-cold", "µs", cold, Lower, 5, 2, $"Cold replay per activity at 5,000 with reading and parsing; at 1,000 it is {coldShort:0.00} µs. {median}"),
            Several(
                "w4-memory",
                $"W4, 100,000 instances that sleep a day: resident memory for each after a collection; starts acknowledged and asleep; CPU over five idle seconds. {median}",
                new Figure("memory", "KB", Middle(m.Sleepers.Select(s => s.KilobytesPerInstance)), Lower, 1, 0.2),
                new Figure("created", "instances/s", Middle(m.Sleepers.Select(s => s.CreatedPerSecond)), Higher, 5_000, 15_000),
                new Figure("idle", "% CPU", Middle(m.Sleepers.Select(s => s.IdleCpuPercent)), Lower, 1, 0.1)),
            Alone("w4-lag", "ms", Middle(m.Sleepers.Select(s => s.LagMilliseconds99)), Lower, 50, 20, $"p99 of 1,000 timers due at one instant, with 100,000 others asleep: to the next line of user code. {median}"),
            Several(
                "w5",
                $"kill -9 with 1,000 cases in flight; times from the start of the next process. {median}",
                new Figure("lost", "instances", m.Crashes.Max(c => c.Lost), Lower, 0, 0),
                new Figure("first activity", "s", Middle(m.Crashes.Select(c => c.SecondsToFirstActivity)), Lower, 1, 0.4),
                new Figure("all done", "s", Middle(m.Crashes.Select(c => c.SecondsToAllDone)), Lower, 3, 1.5)),
            Alone("busy", "instances", m.Busy.Max(b => b.FailedOrStalled), Lower, 0, 0, $"10 × W1 with 100 readers: failed, or not done in a minute, in the worst round; {m.Busy.Max(b => b.RefusedReads):0} of {m.Busy.Min(b => b.Reads):0} reads refused, {Middle(m.Busy.Select(b => b.InstancesPerSecond)):0} instances/s."),
            Against(peers.Restate, "handler", "instances/s", Middle(m.Handler.Select(h => h.InstancesPerSecond)), Middle(m.RestateCases), 1, 2, $"W1 through the custom handler's HTTP, host and handler two processes, the whole history in each turn; the emulated host keeps its histories in memory. {median}"),
            Told("handler-requests", "requests/s", Middle(m.Handler.Select(h => h.RequestsPerSecond)), $"Turns and activities that the handler answered during the row above. {median}"),
            Told("replay", "events/s", Middle(m.Cold.Select(c => c.EventsPerSecond)), $"History events replayed, without reading and parsing, at 5,000 activities. {median}"),
            Told("sqlite-commits", "commits/s", Middle(m.Commits.Select(c => c.CommitsPerSecond)), $"SQLite's own limit here: one row of 300 bytes a commit, WAL, synchronous=FULL. {median}"),
        ];
    }

    private static Row Against(Peer peer, string name, string unit, double ours, double? theirs, double goal, double target, string note) =>
        new(name, unit, ours, peer.Name, theirs, Higher, goal, peer.Absence is { } reason ? $"{note} Peer absent: {reason}." : note) { Target = target };

    private static Row Alone(string name, string unit, double ours, string better, double goal, double target, string note) =>
        new(name, unit, ours, null, null, better, goal, note) { Target = target };

    private static Row Several(string name, string note, params IReadOnlyList<Figure> figures) =>
        new(name, figures[0].Unit, figures[0].Value, null, null, figures[0].Better, figures[0].Goal, note) { Target = figures[0].Target, Figures = figures };

    private static Row Told(string name, string unit, double ours, string note) => new(name, unit, ours, null, null, Higher, null, note);

    private static double Middle(IEnumerable<double> figures) => Benchmarks.Median.Of(figures);

    private static double? Middle(List<double?> figures) => figures.Contains(null) ? null : Middle(figures.Select(figure => figure!.Value));

    private static double? PerSecond(List<double?> milliseconds) => 1000 / Middle(milliseconds);
}
