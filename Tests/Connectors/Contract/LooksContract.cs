using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Tests.Connectors.Contract;

/// <summary>What the store of looks promises, whatever it is stored in.</summary>
public abstract class LooksContract
{
    private static readonly CancellationToken Now = CancellationToken.None;

    private protected abstract Task<StoreHouse> OpenAsync();

    [Fact]
    public async Task Write_SeveralLooks_AreChainedAndListedNewestFirstPageByPage()
    {
        await using var store = await OpenAsync();
        foreach (var person in new[] { "a", "b", "a", "c", "a" })
        {
            await store.Looks.WriteAsync(Of("c1", person), Now);
        }

        await store.Looks.WriteAsync(Of("c2", "a"), Now);

        var first = await store.Looks.ListAsync("smiltene", "c1", null, 3, Now);
        var rest = await store.Looks.ListAsync("smiltene", "c1", first[^1].Number, 3, Now);
        first.Select(l => (l.Number, l.PersonId)).ShouldBe([(5, "a"), (4, "c"), (3, "a")]);
        rest.Select(l => (l.Number, l.PersonId)).ShouldBe([(2, "b"), (1, "a")]);
        first[0].At.ShouldBe(store.Time.GetUtcNow());
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_OfAnotherMunicipality_IsEmpty()
    {
        await using var store = await OpenAsync();
        await store.Looks.WriteAsync(Of("c1", "a"), Now);

        (await store.Looks.ListAsync("iecava", "c1", null, 10, Now)).ShouldBeEmpty();
        (await store.Looks.LastGlassAsync("iecava", "c1", "a", Now)).ShouldBeNull();
    }

    [Fact]
    public async Task LastGlass_OfThePerson_IsTheNewestOfTheirOwn()
    {
        await using var store = await OpenAsync();
        await store.Looks.WriteAsync(Of("c1", "a", LookKinds.Glass, "Zvanīja policija.\nSteidzami; '\"|"), Now);
        await store.Looks.WriteAsync(Of("c1", "a", LookKinds.Glass, "Otrreiz."), Now);
        await store.Looks.WriteAsync(Of("c1", "b", LookKinds.Glass, "Cits."), Now);
        await store.Looks.WriteAsync(Of("c1", "a"), Now);

        (await store.Looks.LastGlassAsync("smiltene", "c1", "a", Now))!.Reason.ShouldBe("Otrreiz.");
        (await store.Looks.LastGlassAsync("smiltene", "c1", "c", Now)).ShouldBeNull();
        (await store.Looks.ListAsync("smiltene", "c1", null, 10, Now))[^1].Reason.ShouldBe("Zvanīja policija.\nSteidzami; '\"|");
    }

    [Fact]
    public async Task Glasses_OfThePerson_AreTheirOwnSinceThatInstantUntilTheyAreCut()
    {
        await using var store = await OpenAsync();
        await store.Looks.WriteAsync(Of("c1", "a", LookKinds.Glass, "Sen."), Now);
        store.Time.Advance(TimeSpan.FromHours(2));
        var since = store.Time.GetUtcNow();
        foreach (var (subject, person, kind) in new[] { ("c2", "a", LookKinds.Glass), ("c2", "a", LookKinds.Glass), ("c3", "b", LookKinds.Glass), ("c4", "a", LookKinds.Case), ("c5", "a b|'", LookKinds.Glass) })
        {
            await store.Looks.WriteAsync(Of(subject, person, kind, "Steidzami."), Now);
        }

        (await store.Looks.GlassesAsync("smiltene", "a", since, Now)).ShouldBe(["c2"]);
        (await store.Looks.GlassesAsync("smiltene", "a", since.AddHours(-2), Now)).ShouldBe(["c1", "c2"]);
        (await store.Looks.GlassesAsync("smiltene", "a b|'", since, Now)).ShouldBe(["c5"]);
        (await store.Looks.GlassesAsync("iecava", "a", since.AddHours(-2), Now)).ShouldBeEmpty();
        (await store.Looks.OlderAsync("smiltene", DateTimeOffset.MaxValue, null, 9, Now)).ShouldBe(["c1", "c2", "c3", "c4", "c5"]);
        (await store.ProblemsAsync()).ShouldBeEmpty();

        await store.Looks.CutAsync("smiltene", "c2", DateTimeOffset.MaxValue, 9, Now);
        (await store.Looks.GlassesAsync("smiltene", "a", DateTimeOffset.MinValue, Now)).ShouldBe(["c1"], "nothing tells of a look whose term is over");
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_InParallel_NoLookIsLostAndTheChainHolds()
    {
        await using var store = await OpenAsync();

        await Parallel.ForAsync(0, 12, async (i, _) => await store.Looks.WriteAsync(Of("c1", $"p{i}"), Now));

        (await store.Looks.ListAsync("smiltene", "c1", null, 100, Now)).Select(l => l.Number).ShouldBe(Enumerable.Range(1, 12).Reverse().Select(n => (long)n));
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cut_LooksOfBeforeADay_GoOldestFirstAndTheChainGoesOnBehindTheCut()
    {
        await using var store = await OpenAsync();
        var day = store.Time.GetUtcNow().AddDays(1);
        await WriteAsync(store, "c1", 3);
        store.Time.Advance(TimeSpan.FromDays(2));
        await WriteAsync(store, "c1", 2);

        (await store.Looks.CutAsync("iecava", "c1", day, 9, Now)).ShouldBe(0);
        (await store.Looks.CutAsync("smiltene", "c1", day, 2, Now)).ShouldBe(2);
        (await NumbersAsync(store)).ShouldBe([5, 4, 3]);
        (await store.ProblemsAsync()).ShouldBeEmpty();
        (await store.Looks.CutAsync("smiltene", "c1", day, 9, Now)).ShouldBe(1);
        (await store.Looks.CutAsync("smiltene", "c1", day, 9, Now)).ShouldBe(0);

        await using var again = await store.AgainAsync();
        await WriteAsync(again, "c1", 1);
        (await NumbersAsync(again)).ShouldBe([6, 5, 4]);
        (await again.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cut_OfEverything_LeavesNothingAndTheNextLookFollows()
    {
        await using var store = await OpenAsync();
        await WriteAsync(store, "c1", 105);

        (await store.Looks.CutAsync("smiltene", "c1", DateTimeOffset.MaxValue, int.MaxValue, Now)).ShouldBe(105);
        (await NumbersAsync(store)).ShouldBeEmpty();
        (await store.ProblemsAsync()).ShouldBeEmpty();

        await WriteAsync(store, "c1", 1);
        (await NumbersAsync(store)).ShouldBe([106]);
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    /// <summary>What somebody took is found, and no later cut makes it look as if its term had been over.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Cut_NotWrittenDown_IsAFindingAndStaysOne(long taken)
    {
        await using var store = await OpenAsync();
        await WriteAsync(store, "c1", 5);
        await store.Looks.CutAsync("smiltene", "c1", DateTimeOffset.MaxValue, taken == 1 ? 0 : 1, Now);
        await store.LoseLookAsync("c1", taken);
        (await store.ProblemsAsync()).ShouldHaveSingleItem();

        await store.Looks.CutAsync("smiltene", "c1", DateTimeOffset.MaxValue, int.MaxValue, Now);

        (await store.ProblemsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Older_ManySubjects_ComePageByPageAndOnlyThoseOfBefore()
    {
        await using var store = await OpenAsync();
        foreach (var subject in new[] { "c3", "c1", "c2", "c1" })
        {
            await WriteAsync(store, subject, 1);
        }

        store.Time.Advance(TimeSpan.FromDays(2));
        await WriteAsync(store, "c0", 1);
        var day = store.Time.GetUtcNow().AddDays(-1);

        (await store.Looks.OlderAsync("smiltene", day, null, 2, Now)).ShouldBe(["c1", "c2"]);
        (await store.Looks.OlderAsync("smiltene", day, "c2", 2, Now)).ShouldBe(["c3"]);
        (await store.Looks.OlderAsync("smiltene", day, "c3", 2, Now)).ShouldBeEmpty();
        (await store.Looks.OlderAsync("iecava", day, null, 2, Now)).ShouldBeEmpty();
    }

    private static async Task WriteAsync(StoreHouse store, string subject, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await store.Looks.WriteAsync(Of(subject, "a"), Now);
        }
    }

    private static async Task<IReadOnlyList<long>> NumbersAsync(StoreHouse store) => [.. (await store.Looks.ListAsync("smiltene", "c1", null, 200, Now)).Select(l => l.Number)];

    private static Look Of(string subject, string person, string kind = LookKinds.Case, string? reason = null) =>
        new() { Municipality = "smiltene", SubjectId = subject, PersonId = person, Kind = kind, Reason = reason };
}
