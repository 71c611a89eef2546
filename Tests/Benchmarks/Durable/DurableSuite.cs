using SocialWorkflows.Benchmarks.Durable.Peers;
using SocialWorkflows.Benchmarks.Durable.Probes;

namespace SocialWorkflows.Benchmarks.Durable;

/// <summary>
/// How fast the durable engine is, beside Restate, OpenWorkflow on SQLite and durabletask-js in the same run. In each
/// round everybody has a turn, so that what else the machine does falls on all; every figure is the median of its rounds.
/// </summary>
internal static class DurableSuite
{
    private const int Cases = 1_000;
    private const int Links = 100;
    private const int ManyLinks = 5_000;
    private const int Sleeping = 100_000;
    private const int Due = 1_000;

    public static IReadOnlyList<Row> Run(int rounds)
    {
        using var peers = new PeerSet();
        var measured = new Measured();
        for (var round = 1; round <= rounds; round++)
        {
            Say($"round {round} of {rounds}");
            Measure(measured, peers);
        }

        return Goals.Rows(measured, peers, rounds);
    }

    private static void Measure(Measured measured, PeerSet peers)
    {
        Say("  W1, cases");
        measured.Cases.Add(Ours.Cases(Cases));
        measured.RestateCases.Add(peers.Restate.Cases(Cases));
        measured.ScriptCases.Add(peers.DurableTaskJs.Cases(Cases));
        measured.OpenWorkflowCases.Add(peers.OpenWorkflow.Cases(Cases, "once"));
        Say("  W1 through the custom handler");
        measured.Handler.Add(Ours.Handler(Cases));
        Say("  W2 and W3, chains");
        measured.Commits.Add(Ours.Commit());
        measured.Chains.Add(Ours.Chain(Links, repetitions: 20));
        measured.LongChains.Add(Ours.Chain(ManyLinks, repetitions: 1));
        measured.RestateChains.Add(peers.Restate.Chain(Links, repetitions: 5));
        measured.RestateLongChains.Add(peers.Restate.Chain(ManyLinks, repetitions: 1));
        measured.Cold.Add(Ours.Cold(ManyLinks));
        measured.ColdShort.Add(Ours.Cold(ManyLinks / 5));
        Say("  W4, sleepers");
        measured.Sleepers.Add(Ours.Sleep(Sleeping, Due));
        Say("  W5, crash");
        measured.Crashes.Add(Ours.Crash(Cases));
        Say("  readers");
        measured.Busy.Add(Ours.Busy(10 * Cases));
    }

    private static void Say(string what) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {what}");
}
