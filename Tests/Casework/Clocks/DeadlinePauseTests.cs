using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Casework.Clocks;

public sealed class DeadlinePauseTests
{
    private static readonly DateOnly From = new(2026, 9, 1);

    [Fact]
    public void Compute_PausedFiveWorkingDays_EndsFiveLater()
    {
        var deadline = Compute([new(new(2026, 9, 3), new(2026, 9, 10), "gaidām dokumentus")]);

        deadline.Due.ShouldBe(new DateOnly(2026, 9, 22));
        deadline.Days.Count(d => d.Counted).ShouldBe(10);
        deadline.Days.Single(d => d.Date == new DateOnly(2026, 9, 3)).Counted.ShouldBeTrue();
        deadline.Days.Single(d => d.Date == new DateOnly(2026, 9, 10)).ShouldBe(
            new LedgerDay(new(2026, 9, 10), false, "apturēts kopš 03.09.2026.: gaidām dokumentus"));
        deadline.Sentence.ShouldContain("04.09.2026.–10.09.2026. – apturēts kopš 03.09.2026.: gaidām dokumentus");
    }

    [Fact]
    public void Compute_PausedAndResumedOnOneDay_ChangesNothing() =>
        Compute([new(new(2026, 9, 3), new(2026, 9, 3), "gaidām dokumentus")]).Due.ShouldBe(Compute([]).Due);

    [Fact]
    public void Compute_OverlappingPausesInAnyOrder_CountOnce()
    {
        ClockPause a = new(new(2026, 9, 3), new(2026, 9, 8), "a");
        ClockPause b = new(new(2026, 9, 7), new(2026, 9, 10), "b");

        Compute([a, b]).Due.ShouldBe(Compute([b, a]).Due);
        Compute([a, b]).Due.ShouldBe(new DateOnly(2026, 9, 22));
    }

    [Fact]
    public void Compute_PauseEndingBeforeItBegins_Refused() =>
        Should.Throw<ArgumentException>(() => Compute([new(new(2026, 9, 8), new(2026, 9, 3), "x")])).Message.ShouldContain("2026-09-08");

    [Fact]
    public void Pause_OpenPause_TellsDaysUsedAndLeft()
    {
        var paused = DeadlineCalculator.Pause(
            TestPacks.Smiltene, TestPacks.Calendar(true), DeadlineKind.Decision, From, new(2026, 9, 3), "gaidām dokumentus");

        (paused.WorkingDaysUsed, paused.WorkingDaysLeft).ShouldBe((2, 8));
        paused.Days.Count.ShouldBe(2);
        paused.Sentence.ShouldBe("Termiņš ir apturēts kopš 2026. gada 3. septembra, jo gaidām dokumentus. Atlikušas 8 darbdienas.");
    }

    [Theory]
    [InlineData("2026-09-14", 1, "Atlikusi 1 darbdiena.")]
    [InlineData("2026-09-15", 0, "Neviena darbdiena vairs nav atlikusi.")]
    [InlineData("2026-09-30", 0, "Neviena darbdiena vairs nav atlikusi.")]
    public void Pause_NearTheEnd_SaysWhatIsLeft(string since, int left, string sentence)
    {
        var paused = DeadlineCalculator.Pause(
            TestPacks.Smiltene, TestPacks.Calendar(true), DeadlineKind.Decision, From, DateOnly.Parse(since), "gaidām dokumentus");

        paused.WorkingDaysLeft.ShouldBe(left);
        paused.Sentence.ShouldEndWith(sentence);
    }

    [Fact]
    public void Pause_ClockThatCannotStop_Refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => DeadlineCalculator.Pause(
            TestPacks.Smiltene, TestPacks.Calendar(true), DeadlineKind.Contest, From, From, "x"));

    private static Deadline Compute(IReadOnlyList<ClockPause> pauses) =>
        DeadlineCalculator.Compute(TestPacks.Smiltene, TestPacks.Calendar(true), DeadlineKind.Decision, From, pauses: pauses);
}
