using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Casework.Clocks;

public sealed class DeadlinePropertyTests
{
    private static readonly DateOnly First = new(2022, 1, 1);

    private static readonly DeadlineKind[] Kinds = Enum.GetValues<DeadlineKind>();

    private static readonly string[] Channels = [.. TestPacks.Smiltene.Channels.Select(c => c.Id)];

    private static readonly Arbitrary<(int Day, int Kind, int Channel, bool Follow)> Cases = Arb.From(
        from day in Gen.Choose(0, 365 * 8)
        from kind in Gen.Choose(0, Kinds.Length - 1)
        from channel in Gen.Choose(0, Channels.Length - 1)
        from follow in Gen.Elements(true, false)
        select (day, kind, channel, follow));

    [Fact]
    public void Due_LaterEvent_NeverEarlier() => Prop.ForAll(Cases, c =>
        Compute(c, c.Day + 1).Due >= Compute(c, c.Day).Due).QuickCheckThrowOnFailure();

    [Fact]
    public void Due_AnyCase_IsAWorkingDayInTheCalendarUsed() => Prop.ForAll(Cases, c =>
    {
        var due = Compute(c, c.Day).Due;
        return KindIn(c.Follow, due) is DayKind.Working or DayKind.MovedWorking
            || (IsPersonsRight(c.Kind) && KindIn(!c.Follow, due) is DayKind.Working or DayKind.MovedWorking);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Days_WorkingDayTerm_CountedSumIsTheBudget() => Prop.ForAll(Cases, c =>
    {
        var terms = TestPacks.Smiltene.Terms;
        var budget = Kinds[c.Kind] switch
        {
            DeadlineKind.Decision => terms.Decision.WorkingDays,
            DeadlineKind.Notice => terms.Notice.WorkingDays,
            DeadlineKind.DocumentRequest => terms.DocumentRequest.WorkingDays,
            DeadlineKind.Reminder => terms.DocumentRequest.WorkingDays - terms.DocumentReminder.WorkingDays,
            _ => 0,
        };
        var deadline = Compute(c, c.Day);
        return budget == 0 || deadline.Days.Count(d => d.Counted) == budget;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Days_AnyCase_ContiguousOrJumpOnceOverTheMonthAndEndOnTheDueDate() => Prop.ForAll(Cases, c =>
    {
        var deadline = Compute(c, c.Day);
        var jumps = deadline.Days.Zip(deadline.Days.Skip(1)).Count(p => p.First.Date.AddDays(1) != p.Second.Date);
        return deadline.Days[^1].Date == deadline.Due && deadline.Days[^1].Counted
            && jumps <= (Kinds[c.Kind] == DeadlineKind.Contest ? 1 : 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void SafeDue_AnyCase_IndependentOfTheSwitchAndOnTheSafeSide() => Prop.ForAll(Cases, c =>
    {
        var follow = Compute((c.Day, c.Kind, c.Channel, true), c.Day);
        var ignore = Compute((c.Day, c.Kind, c.Channel, false), c.Day);
        return follow.SafeDue == ignore.SafeDue
            && (IsPersonsRight(c.Kind)
                ? follow.Due == ignore.Due && follow.SafeDue == follow.Due
                : follow.SafeDue == (follow.Due < ignore.Due ? follow.Due : ignore.Due));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pause_AnyLength_NeverShortens() => Prop.ForAll(
        Arb.From(
            from day in Gen.Choose(0, 365 * 4)
            from start in Gen.Choose(0, 30)
            from length in Gen.Choose(0, 40)
            select (day, start, length)),
        c =>
        {
            var from = First.AddDays(c.day);
            var pause = new ClockPause(from.AddDays(c.start), from.AddDays(c.start + c.length), "gaidām");
            return Decision(from, [pause]).Due >= Decision(from, []).Due;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rungs_AnyCase_InOrderOnWorkingDaysNotAfterTheSafeDate() => Prop.ForAll(Cases, c =>
    {
        var deadline = Compute(c, c.Day);
        var rungs = RungSchedule.Of(TestPacks.Smiltene, TestPacks.Calendar(c.Follow), deadline);
        return rungs.Zip(rungs.Skip(1)).All(p => p.First.Date <= p.Second.Date)
            && rungs.All(r => r.Date <= deadline.SafeDue && TestPacks.Calendar(true).IsWorkingDay(r.Date) && TestPacks.Calendar(false).IsWorkingDay(r.Date));
    }).QuickCheckThrowOnFailure();

    private static bool IsPersonsRight(int kind) => Kinds[kind] is DeadlineKind.Contest or DeadlineKind.DocumentRequest;

    private static DayKind KindIn(bool follow, DateOnly day) => TestPacks.Calendar(follow).KindOf(day);

    private static Deadline Compute((int Day, int Kind, int Channel, bool Follow) c, int day) => DeadlineCalculator.Compute(
        TestPacks.Smiltene,
        TestPacks.Calendar(c.Follow),
        Kinds[c.Kind],
        First.AddDays(day),
        Channels[c.Channel]);

    private static Deadline Decision(DateOnly from, IReadOnlyList<ClockPause> pauses) =>
        DeadlineCalculator.Compute(TestPacks.Smiltene, TestPacks.Calendar(true), DeadlineKind.Decision, from, pauses: pauses);
}
