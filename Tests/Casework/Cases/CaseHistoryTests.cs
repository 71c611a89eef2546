using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Tests.Casework.Cases;

/// <summary>What must hold on every prefix of every lawful history.</summary>
public sealed class CaseHistoryTests
{
    private static readonly Arbitrary<int> Seeds = Arb.From(Gen.Choose(0, int.MaxValue - 1));

    [Fact]
    public void Fold_PrefixThenRest_SameAsWhole() => ForEveryHistory(history =>
    {
        var whole = JournalChain.WriteState(CaseState.Fold(history.Events));
        for (var cut = 0; cut <= history.Events.Count; cut++)
        {
            var state = history.Events.Skip(cut).Aggregate(CaseState.Fold(history.Events.Take(cut)), (s, e) => s.Apply(e));
            JournalChain.WriteState(state).ShouldBe(whole);
        }
    });

    [Fact]
    public void Write_ReadBack_SameBytesAndSameState() => ForEveryHistory(history =>
    {
        var bodies = history.Events.Select(JournalChain.Write).ToList();
        var read = bodies.Select(JournalChain.Read).ToList();
        read.Select(JournalChain.Write).ShouldBe(bodies);
        JournalChain.WriteState(CaseState.Fold(read)).ShouldBe(JournalChain.WriteState(history.State));
    });

    [Fact]
    public void Standing_EveryPrefix_NeverWaitsForWhatHappened() => ForEveryPrefix(state =>
    {
        foreach (var wait in Standing.Of(state).Waits)
        {
            (wait.Step switch
            {
                Steps.Registration => state.ServiceId is null,
                Steps.Admission => state.Admission is null && state.AdmitFirst,
                Steps.Documents => !state.IsComplete && wait.Round > (state.Review?.Round ?? 0),
                Steps.Answer => state.Request is not null && !state.AnswerEnded,
                Steps.Needs => state.Needs is null,
                Steps.Income => state.Income is null,
                Steps.Capacity => state.Capacity is null,
                Steps.Proposal => !state.IsProposed && state.Returned.All(r => r.Round < wait.Round),
                Steps.Approval => state is { IsProposed: true, Approval: null } && state.Returned.All(r => r.Round != wait.Round),
                Steps.Signing => state.Decision is null,
                Steps.Notice => state.Notice is null,
                Steps.Contest => !state.ContestEnded,
                Steps.Messages => state.OpenMessages.Count > 0,
                Steps.Submission => state.Submission is { IsEnded: false },
                Steps.Start => state is { HasServiceTime: true, Service: null or { Started: null, Ended: null } },
                Steps.Service => state.Service is { Started: not null, Ended: null },
                Steps.ContestHandOver => state.Contests!.Single(c => c.Received.Round == wait.Round) is { HandedOver: null, Received.HandOverTerm: not null },
                Steps.ContestResult => state.Contests!.Single(c => c.Received.Round == wait.Round) is { HandedOver: not null, Decided: null },
                _ => false,
            }).ShouldBeTrue($"waits for {CaseNudges.Name(wait)}");
        }
    });

    [Fact]
    public void Standing_EveryPrefix_SomebodyOrTheMachineIsNext() => ForEveryPrefix(state =>
    {
        var waits = Standing.Of(state).Waits;
        if (state.Received is not null && state.Closed is null)
        {
            (waits.Count > 0 || RandomCase.MachineStep(state) is not null).ShouldBeTrue(Standing.Of(state).Stage);
            (waits.Any(w => w.Step != Steps.Messages) && RandomCase.MachineStep(state) is { } step && !step.StartsWith("dispatch:", StringComparison.Ordinal))
                .ShouldBeFalse("machine and person both have the main step");
        }
        else
        {
            // A contest that comes after the case was closed is handed over all the same.
            waits.ShouldAllBe(w => w.Step == Steps.ContestHandOver || w.Step == Steps.ContestResult);
        }
    });

    [Fact]
    public void Close_EveryHistory_NoticeWasSentAndNoMessageIsOpen() => ForEveryPrefix(state =>
    {
        if (state.Closed is not null)
        {
            (state.Notice is not null || state.Submission is { IsEnded: true }).ShouldBeTrue();
            (state.Contests ?? []).ShouldAllBe(c => c.Received.HandOverTerm == null || c.Decided != null);
            state.OpenMessages.ShouldBeEmpty();
        }
    });

    [Fact]
    public void WriteState_NothingNewHappened_ReadsAsTheVersionBeforeWroteIt()
    {
        string[] added = ["ruleSet", "siblings", "queue", "service", "contests", "submission", "recalculations", "registers", "family", "number", "hasServiceTime", "mayClose"];

        var states = Enumerable.Range(0, 50).Select(seed => new RandomCase(seed).Live(120).State)
            .Where(s => s is { Siblings: null, Service: null, Contests: null, Submission: null, Proposal: null or { ContractBy: null } }).ToList();

        states.Count.ShouldBeGreaterThan(5);
        foreach (var name in states.SelectMany(s => added.Where(System.Text.Json.Nodes.JsonNode.Parse(JournalChain.WriteState(s))!.AsObject().ContainsKey)))
        {
            Assert.Fail($"A case without anything new stores the member {name}: verify-journal would call an older store changed.");
        }
    }

    [Fact]
    public void ShownDates_WhileAClockRuns_AreItsDatesAndNeverBeyondTheLegalLimit() => ForEveryPrefix(state =>
    {
        if (state is { Closed: null, Notice: null } && state.RunningClock is { } running)
        {
            var outer = running.Clock == CaseClocks.Decision ? OuterLimit.Of(state) : null;
            // A notice that came back while the decision is contested: both are ours to do.
            var handOver = state.Contests?.FirstOrDefault(c => c is { Received.HandOverTerm: not null, HandedOver: null })?.Received.HandOverTerm;
            DateOnly[] due = [running.Term.Due, outer?.Due ?? DateOnly.MaxValue, handOver?.Due ?? DateOnly.MaxValue];
            DateOnly[] safe = [running.Term.SafeDue, outer?.SafeDue ?? DateOnly.MaxValue, handOver?.SafeDue ?? DateOnly.MaxValue];
            ShownDates.Of(state).ShouldBe(new ShownDates(due.Min(), safe.Min()));
        }
    });

    [Fact]
    public void Live_ManySeeds_ReachEveryEndAndEveryStep()
    {
        var states = Enumerable.Range(0, 300).Select(seed => new RandomCase(seed).Live(120)).ToList();

        states.Count(h => h.State.Closed is not null).ShouldBeGreaterThan(100);
        states.SelectMany(h => h.Events).Select(e => e.GetType()).Distinct().Count().ShouldBe(38);
        states.Count(h => h.State is { Closed: not null, Withdrawal: not null }).ShouldBeGreaterThan(5);
        states.Max(h => h.State.Returned.Count).ShouldBeGreaterThan(2);
    }

    private static void ForEveryHistory(Action<RandomCase> check) => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Seeds, seed =>
        {
            check(new RandomCase(seed).Live(80));
            return true;
        }));

    private static void ForEveryPrefix(Action<CaseState> check) => ForEveryHistory(history =>
    {
        var state = CaseState.Empty;
        check(state);
        foreach (var fact in history.Events)
        {
            state = state.Apply(fact);
            check(state);
        }
    });
}
