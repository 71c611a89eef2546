using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Tests.Casework.People;

/// <summary>Whatever is changed, removed or moved in a chain of looks shows.</summary>
public sealed class LookChainTests
{
    private static readonly DateTimeOffset At = new(2026, 6, 8, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Tampered => ["person", "reason", "kind", "time", "removed", "tail", "swapped"];

    [Fact]
    public void Problems_OfAWholeChain_AreNone() => LookChain.Problems("c", Chain(), 4, LookCut.None).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Tampered))]
    public void Problems_OfATamperedChain_AreTold(string how)
    {
        var looks = Chain();
        switch (how)
        {
            case "person": looks[1] = looks[1] with { PersonId = "other" }; break;
            case "reason": looks[1] = looks[1] with { Reason = null }; break;
            case "kind": looks[1] = looks[1] with { Kind = LookKinds.Case }; break;
            case "time": looks[1] = looks[1] with { At = At.AddMinutes(1) }; break;
            case "removed": looks.RemoveAt(1); break;
            case "tail": looks.RemoveAt(3); break;
            default: (looks[1], looks[2]) = (looks[2], looks[1]); break;
        }

        LookChain.Problems("c", looks, 4, LookCut.None).ShouldHaveSingleItem();
    }

    /// <summary>The rest is whole only behind the cut that was written down, with its hash.</summary>
    [Fact]
    public void Problems_BehindACut_AreNoneOnlyWhereItIsWrittenDown()
    {
        var looks = Chain();
        var rest = looks[2..];

        LookChain.Problems("c", rest, 4, new LookCut(2, looks[1].Hash)).ShouldBeEmpty();
        LookChain.Problems("c", [], 4, new LookCut(4, looks[3].Hash)).ShouldBeEmpty();
        LookChain.Problems("c", rest, 4, LookCut.None).ShouldHaveSingleItem();
        LookChain.Problems("c", rest, 4, new LookCut(2, looks[0].Hash)).ShouldHaveSingleItem();
        LookChain.Problems("c", rest, 4, new LookCut(1, looks[0].Hash)).ShouldHaveSingleItem();
        LookChain.Problems("c", looks, 4, new LookCut(2, looks[1].Hash)).ShouldHaveSingleItem("what went is there again");
        LookChain.Problems("c", [], 4, new LookCut(2, looks[1].Hash)).ShouldHaveSingleItem();
    }

    [Fact]
    public void Over_ClockSetBackOrBrokenChain_StopsThere()
    {
        var looks = Chain();
        LookChain.Over(looks, LookCut.None, At.AddDays(1)).Count().ShouldBe(4);
        LookChain.Over(looks, new LookCut(2, looks[1].Hash), At.AddDays(1)).Select(l => l.Number).ShouldBe([1, 2, 3, 4], "what an earlier cut left behind goes, too");
        LookChain.Over([.. looks[..1], looks[1] with { At = At.AddDays(2) }, .. looks[2..]], LookCut.None, At.AddDays(1)).Count().ShouldBe(1);
        LookChain.Over([.. looks[..2], looks[2] with { PersonId = "other" }, looks[3]], LookCut.None, At.AddDays(1)).Count().ShouldBe(2);
        LookChain.Over(looks[1..], LookCut.None, At.AddDays(1)).ShouldBeEmpty();
    }

    private static List<Look> Chain()
    {
        List<Look> looks = [];
        for (var i = 0; i < 4; i++)
        {
            looks.Add(LookChain.After(looks.LastOrDefault(), new Look { Municipality = "smiltene", SubjectId = "c", PersonId = $"p{i}", Kind = LookKinds.Glass, Reason = "Kāpēc" }, At));
        }

        return looks;
    }
}
