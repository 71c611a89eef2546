using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Tests.Casework.People;

/// <summary>Whatever is changed, removed or moved in a chain of looks shows.</summary>
public sealed class LookChainTests
{
    private static readonly DateTimeOffset At = new(2026, 6, 8, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Tampered => ["person", "reason", "kind", "time", "removed", "tail", "swapped"];

    [Fact]
    public void Problems_OfAWholeChain_AreNone() => LookChain.Problems(Chain(), 4).ShouldBeEmpty();

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

        LookChain.Problems(looks, 4).ShouldHaveSingleItem();
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
