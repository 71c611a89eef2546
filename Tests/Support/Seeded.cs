using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace SocialWorkflows.Tests.Support;

/// <summary>
/// Holds a property with a known seed: the one of PROPERTY_SEED (<c>seed,gamma</c>), in CI always the same, else a new one for each
/// run. The seed stands in the output of the test and in its failure, so that every failure can be had again.
/// </summary>
internal static class Seeded
{
    private const ulong FixedSeed = 20261122;
    private const ulong FixedGamma = 7;

    public static void Hold(this Property property, int tests = 300)
    {
        var (seed, gamma) = Seed();
        var name = string.Create(CultureInfo.InvariantCulture, $"PROPERTY_SEED={seed},{gamma}");
        TestContext.Current.TestOutputHelper?.WriteLine(name);
        try
        {
            property.Check(Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(seed, gamma));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{name}: {failure.Message}", failure);
        }
    }

    private static (ulong Seed, ulong Gamma) Seed()
    {
        if (Environment.GetEnvironmentVariable("PROPERTY_SEED") is { Length: > 0 } named)
        {
            var parts = named.Split(',');
            return (ulong.Parse(parts[0], CultureInfo.InvariantCulture), ulong.Parse(parts[1], CultureInfo.InvariantCulture));
        }

        return Environment.GetEnvironmentVariable("CI") is { Length: > 0 }
            ? (FixedSeed, FixedGamma)
            : ((ulong)Random.Shared.NextInt64(), ((ulong)Random.Shared.NextInt64() << 1) | 1);
    }
}
