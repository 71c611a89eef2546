using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;

namespace SocialWorkflows.Tests.Functions;

/// <summary>A scanner that takes questions and never answers.</summary>
public sealed class ScannerTurnsTests
{
    private readonly SimulatedTime _time = new(DemoFolder.Beginning);
    private readonly HangingScanner _scanner = new();

    [Fact]
    public async Task Scan_ScannerHangs_AFewWaitAndTheNextHearAtOnce()
    {
        var turns = new ScannerTurns(_scanner, _time);
        var first = Enumerable.Range(0, ScannerTurns.AtATime + 3).Select(_ => turns.ScanAsync(new byte[1], CancellationToken.None)).ToList();
        (_scanner.Asked.Count, turns.IsHanging, first.Count(t => t.IsCompleted)).ShouldBe((ScannerTurns.AtATime, false, 0));

        _time.Advance(ScannerTurns.Hangs);

        turns.IsHanging.ShouldBeTrue();
        foreach (var waiting in first.Skip(ScannerTurns.AtATime))
        {
            (await waiting).ShouldBe(ScanVerdict.Unavailable);
        }

        (await turns.ScanAsync(new byte[1], CancellationToken.None)).ShouldBe(ScanVerdict.Unavailable);
        _scanner.Asked.Count.ShouldBe(ScannerTurns.AtATime);

        _scanner.Asked.ForEach(a => a.SetResult(ScanVerdict.Unavailable));
        await Task.WhenAll(first);
        turns.IsHanging.ShouldBeFalse();
        var again = turns.ScanAsync(new byte[1], CancellationToken.None);
        _scanner.Asked[^1].SetResult(ScanVerdict.Clean);
        (await again).ShouldBe(ScanVerdict.Clean);
    }

    /// <summary>Slow is not silent: who waits for a place goes on waiting.</summary>
    [Fact]
    public async Task Scan_ScannerSlowButAnswering_NobodyIsSentAway()
    {
        var turns = new ScannerTurns(_scanner, _time);
        var all = Enumerable.Range(0, ScannerTurns.AtATime + 1).Select(_ => turns.ScanAsync(new byte[1], CancellationToken.None)).ToList();
        _time.Advance(ScannerTurns.Hangs - TimeSpan.FromSeconds(1));
        _scanner.Asked[0].SetResult(ScanVerdict.Clean);
        (await all[0]).ShouldBe(ScanVerdict.Clean);
        while (_scanner.Asked.Count <= ScannerTurns.AtATime)
        {
            await Task.Yield();
        }

        _time.Advance(TimeSpan.FromSeconds(5));

        turns.IsHanging.ShouldBeFalse();
        _scanner.Asked[^1].SetResult(ScanVerdict.Infected);
        (await all[^1]).ShouldBe(ScanVerdict.Infected);
    }

    private sealed class HangingScanner : IFileScanner
    {
        public List<TaskCompletionSource<ScanVerdict>> Asked { get; } = [];

        public string Name => "test scanner";

        public Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
        {
            var answer = new TaskCompletionSource<ScanVerdict>();
            Asked.Add(answer);
            return answer.Task;
        }

        public Task<ScannerStanding> StandingAsync(CancellationToken cancellation) => Task.FromResult(new ScannerStanding(ScannerAnswer.Silent, null, null));
    }
}
