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
    public async Task Write_InParallel_NoLookIsLostAndTheChainHolds()
    {
        await using var store = await OpenAsync();

        await Parallel.ForAsync(0, 12, async (i, _) => await store.Looks.WriteAsync(Of("c1", $"p{i}"), Now));

        (await store.Looks.ListAsync("smiltene", "c1", null, 100, Now)).Select(l => l.Number).ShouldBe(Enumerable.Range(1, 12).Reverse().Select(n => (long)n));
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    private static Look Of(string subject, string person, string kind = LookKinds.Case, string? reason = null) =>
        new() { Municipality = "smiltene", SubjectId = subject, PersonId = person, Kind = kind, Reason = reason };
}
