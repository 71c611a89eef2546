using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.Casework.Reports;

namespace SocialWorkflows.Tests.Casework.Reports;

public sealed class SuppressionTests
{
    [Theory]
    [InlineData(new[] { 10, 20, 5 }, new[] { 10, 20, 5 }, 35)]
    [InlineData(new[] { 10, 0, 20 }, new[] { 10, 0, 20 }, 30)]
    [InlineData(new[] { 10, 3, 20 }, new[] { -1, -1, 20 }, 33)]
    [InlineData(new[] { 1, 1, 30 }, new[] { -1, -1, -1 }, 32)]
    [InlineData(new[] { 3 }, new[] { -1 }, -1)]
    [InlineData(new[] { 3, 0 }, new[] { -1, 0 }, -1)]
    [InlineData(new[] { 4, 6, 50 }, new[] { -1, -1, 50 }, 60)]
    [InlineData(new int[0], new int[0], 0)]
    public void Of_PartsOfATotal_NoneCanBeTakenBack(int[] parts, int[] shown, int total)
    {
        var (cells, sum) = Suppression.Of(parts);

        cells.Select(c => c ?? -1).ShouldBe(shown);
        (sum ?? -1).ShouldBe(total);
    }

    [Fact]
    public void Of_AnyParts_HiddenOnesCannotBeSubtracted() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 30).ListOf().Select(l => l.ToArray()).ToArbitrary(),
        parts =>
        {
            var (cells, total) = Suppression.Of(parts);
            var hidden = parts.Where((_, i) => cells[i] is null).ToArray();
            return !parts.Where((p, i) => p is > 0 and < Suppression.Least && cells[i] is not null).Any()
                && (hidden.Length == 0 || total is null || (hidden.Length > 1 && total - cells.Sum(c => c ?? 0) >= 2 * Suppression.Least));
        }));
}
