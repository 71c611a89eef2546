using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Tests.Casework.Packs;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Clocks;

public sealed class DeadlinePropertyTests
{
    private static readonly DateOnly First = new(2023, 1, 1);

    private static readonly DeadlineKind[] Kinds = Enum.GetValues<DeadlineKind>();

    private static readonly string[] Channels = [.. TestPacks.Smiltene.Channels.Select(c => c.Id)];

    /// <summary>Half of the days lie where the two calendars can differ: from six weeks before a moved day to three days after.</summary>
    private static Gen<int> NearMoves =>
        from moved in Gen.Elements(TestPacks.National.Moved.Where(m => m.Year > First.Year).SelectMany(m => m.Moves).SelectMany(m => new[] { m.Free, m.Working }).ToArray())
        from offset in Gen.Choose(-45, 3)
        select moved.AddDays(offset).DayNumber - First.DayNumber;

    private static readonly Arbitrary<(int Day, int Kind, int Channel, bool Follow)> Cases = Arb.From(
        from day in Gen.OneOf(Gen.Choose(0, 365 * 8), NearMoves)
        from kind in Gen.Choose(0, Kinds.Length - 1)
        from channel in Gen.Choose(0, Channels.Length - 1)
        from follow in Gen.Elements(true, false)
        select (day, kind, channel, follow));

    /// <summary>But for the day on which the law itself makes a term shorter.</summary>
    [Fact]
    public void Due_LaterEvent_NeverEarlier() => Prop.ForAll(Cases, c =>
        Compute(c, c.Day + 1).Due >= Compute(c, c.Day).Due
        || (Kinds[c.Kind] is DeadlineKind.Submission or DeadlineKind.Forwarding && Law(c.Day) != Law(c.Day + 1))).Hold();

    [Fact]
    public void Due_AnyCase_IsAWorkingDayInTheCalendarUsed() => Prop.ForAll(Cases, c =>
    {
        var due = Compute(c, c.Day).Due;
        return KindIn(c.Follow, due) is DayKind.Working or DayKind.MovedWorking;
    }).Hold();

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
            DeadlineKind.Offer => terms.OfferAnswer!.WorkingDays,
            DeadlineKind.Reply => terms.Reply!.WorkingDays,
            DeadlineKind.Submission => Law(c.Day).Answer?.WorkingDays ?? 0,
            DeadlineKind.Forwarding => Law(c.Day).Forwarding.WorkingDays,
            _ => 0,
        };
        var deadline = Compute(c, c.Day);
        return budget == 0 || deadline.Days.Count(d => d.Counted) == budget;
    }).Hold();

    [Fact]
    public void Days_AnyCase_ContiguousOrJumpOnceOverTheMonthAndEndOnTheDueDate() => Prop.ForAll(Cases, c =>
    {
        var deadline = Compute(c, c.Day);
        var jumps = deadline.Days.Zip(deadline.Days.Skip(1)).Count(p => p.First.Date.AddDays(1) != p.Second.Date);
        return deadline.Days[^1].Date == deadline.Due && deadline.Days[^1].Counted
            && jumps <= (Kinds[c.Kind] == DeadlineKind.Contest ? 1 : 0);
    }).Hold();

    [Fact]
    public void SafeDue_OurDuty_IndependentOfTheSwitchAndTheEarlierDate() => Prop.ForAll(Cases, c =>
    {
        var (follow, ignore) = (Compute(c with { Follow = true }, c.Day), Compute(c with { Follow = false }, c.Day));
        return IsPersonsRight(c.Kind)
            || (follow.SafeDue == ignore.SafeDue && follow.SafeDue == (follow.Due < ignore.Due ? follow.Due : ignore.Due));
    }).Hold();

    /// <summary>The later end of both calendars, carried on only over days on which the municipality is closed; the ledger is that of one calendar.</summary>
    [Fact]
    public void Due_PersonsRight_TheLaterDateOnADayTheMunicipalityIsOpen() => Prop.ForAll(Cases, c =>
    {
        if (!IsPersonsRight(c.Kind))
        {
            return true;
        }

        var term = Compute(c, c.Day);
        var later = new[] { RawEnd(c, true), RawEnd(c, false) }.Max();
        return term.SafeDue == term.Due
            && term.Due == TestPacks.Calendar(c.Follow).WorkingDayFrom(later)
            && (term.NotifiedOn is not { } notified || term.OtherNotifiedOn is not { } other || notified > other);
    }).Hold();

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
        }).Hold();

    [Fact]
    public void Rungs_AnyCase_InOrderOnWorkingDaysNotAfterTheSafeDate() => Prop.ForAll(Cases, c =>
    {
        var deadline = Compute(c, c.Day);
        var rungs = RungSchedule.Of(TestPacks.Smiltene, TestPacks.Calendar(c.Follow), deadline);
        return rungs.Zip(rungs.Skip(1)).All(p => p.First.Date <= p.Second.Date)
            && rungs.All(r => r.Date <= deadline.SafeDue && r.Date.DayOfWeek != DayOfWeek.Sunday && TestPacks.Calendar(true).IsWorkingDay(r.Date) && TestPacks.Calendar(false).IsWorkingDay(r.Date));
    }).Hold();

    private static SubmissionLaw Law(int day) => TestPacks.Smiltene.SubmissionOn(First.AddDays(day))!;

    private static bool IsPersonsRight(int kind) => Kinds[kind] is DeadlineKind.Contest or DeadlineKind.DocumentRequest or DeadlineKind.Offer;

    /// <summary>The end by one calendar alone, counted here once more with nothing but a wall calendar.</summary>
    private static DateOnly RawEnd((int Day, int Kind, int Channel, bool Follow) c, bool follow)
    {
        var (calendar, from, terms) = (TestPacks.Calendar(follow), First.AddDays(c.Day), TestPacks.Smiltene.Terms);
        var channel = TestPacks.Smiltene.Channels[c.Channel];
        return Kinds[c.Kind] switch
        {
            DeadlineKind.DocumentRequest => calendar.AddWorkingDays(from, terms.DocumentRequest.WorkingDays),
            DeadlineKind.Offer => calendar.AddWorkingDays(from, terms.OfferAnswer!.WorkingDays),
            _ => calendar.WorkingDayFrom((channel.NotifiedUnit == "working-day" ? calendar.AddWorkingDays(from, channel.NotifiedDays) : from.AddDays(channel.NotifiedDays)).AddMonths(1)),
        };
    }

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
