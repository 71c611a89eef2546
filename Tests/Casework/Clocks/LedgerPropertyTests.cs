using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Tests.Casework.Packs;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Clocks;

/// <summary>What holds of every ledger with pauses, whatever the days.</summary>
public sealed class LedgerPropertyTests
{
    private static readonly DateOnly First = new(2024, 1, 1);

    private static readonly Arbitrary<(int Day, bool Follow, ClockPause[] Pauses)> Cases = Arb.From(
        from day in Gen.Choose(0, 365 * 5)
        from follow in Gen.Elements(true, false)
        from pauses in Gen.ListOf(
            from start in Gen.Choose(0, 25)
            from length in Gen.Choose(0, 20)
            select (start, length))
        select (day, follow, pauses.Take(4).Select(p => new ClockPause(First.AddDays(day + p.start), First.AddDays(day + p.start + p.length), $"{p.start}")).ToArray()));

    [Fact]
    public void Days_WithPauses_CountedSumIsTheBudgetAndNoPausedDayCounts() => Prop.ForAll(Cases, c =>
    {
        var term = Compute(c.Day, c.Follow, c.Pauses);
        return term.Days.Count(d => d.Counted) == TestPacks.Smiltene.Terms.Decision.WorkingDays
            && term.Days.Where(d => c.Pauses.Any(p => d.Date > p.From && d.Date <= p.Until)).All(d => !d.Counted && d.Reason.StartsWith("apturēts kopš", StringComparison.Ordinal))
            && term.Days.Zip(term.Days.Skip(1)).All(p => p.First.Date.AddDays(1) == p.Second.Date);
    }).Hold();

    [Fact]
    public void Due_PausesInAnyOrder_Same() => Prop.ForAll(Cases, c =>
        Compute(c.Day, c.Follow, c.Pauses).Due == Compute(c.Day, c.Follow, [.. c.Pauses.Reverse()]).Due).Hold();

    [Fact]
    public void Due_OneMorePause_NeverEarlier() => Prop.ForAll(Cases, c =>
        c.Pauses.Length == 0 || Compute(c.Day, c.Follow, c.Pauses).Due >= Compute(c.Day, c.Follow, c.Pauses[1..]).Due).Hold();

    [Fact]
    public void Due_SameDayResume_ChangesNothing() => Prop.ForAll(Cases, c =>
    {
        var sameDay = c.Pauses.Select(p => p with { Until = p.From }).ToArray();
        return Compute(c.Day, c.Follow, sameDay).Due == Compute(c.Day, c.Follow, []).Due;
    }).Hold();

    [Fact]
    public void Due_WithPauses_OnAWorkingDayOfTheCalendar() => Prop.ForAll(Cases, c =>
        TestPacks.Calendar(c.Follow).KindOf(Compute(c.Day, c.Follow, c.Pauses).Due) is DayKind.Working or DayKind.MovedWorking).Hold();

    [Fact]
    public void Extended_AnyTerm_EndsOnTheDayAskedAndKeepsTheFormerLedger() => Prop.ForAll(Cases, c =>
    {
        var former = Compute(c.Day, c.Follow, c.Pauses);
        var until = TestPacks.Calendar(c.Follow).AddWorkingDays(former.Due, 7);
        var term = ExtendedTerm.Of(TestPacks.Calendar(c.Follow), former, until, "pants");
        return term.Due == until && term.Days.Take(former.Days.Count).SequenceEqual(former.Days) && term.Days[^1].Date == until && term.Days[^1].Counted;
    }).Hold();

    private static Deadline Compute(int day, bool follow, IReadOnlyList<ClockPause> pauses) =>
        DeadlineCalculator.Compute(TestPacks.Smiltene, TestPacks.Calendar(follow), DeadlineKind.Decision, First.AddDays(day), pauses: pauses);
}
