using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Tests.Connectors.Contract;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

/// <summary>What was looked at must not stay in memory. Alone in the process, whose memory is measured.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class VerifierMemoryTests
{
    /// <summary>Six pages of the table's 1,000 rows: what is held of one page must not come near half of all.</summary>
    private const int Cases = 120;
    private const int Messages = 49;
    private const int Letters = 2_000;

    [Fact]
    public async Task Verify_ManyCases_HoldsAPageAtATime()
    {
        await using var store = await AzuriteHouse.CreateAsync();
        await Parallel.ForAsync(0, Cases, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            await store.AppendAsync(
                new CaseRef("smiltene", $"c{i:x16}"),
                "received",
                [TestCases.Received() with { MessageId = $"{i}@x.example" }, .. Enumerable.Range(0, Messages).Select(m => TestCases.Filed($"{i}-{m}") with { Text = new string('a', Letters) })]);
        });
        (await store.Verifier.VerifyAsync(CancellationToken.None)).Problems.ShouldBeEmpty("what is made once, at first use, is not what is measured");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (most, asked) = (0L, 0);
        store.Transport.Fault = _ =>
        {
            // A full collection takes long late in a run; what is kept grows from request to request.
            most = ++asked % 8 != 0 ? most : Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            return null;
        };

        var found = await store.Verifier.VerifyAsync(CancellationToken.None);

        store.Transport.Fault = null;
        found.Problems.ShouldBeEmpty();
        found.Entries.ShouldBe(Cases * (Messages + 1));
        TestContext.Current.SendDiagnosticMessage($"{most / 1048576.0:F1} MB at most");
        most.ShouldBeLessThan(Cases * Messages * Letters * sizeof(char) / 2);
    }
}
