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
    [InlineData(new[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, new[] { -1, -1, -1, -1, -1, -1, -1, -1, -1, -1 }, -1)]
    [InlineData(new int[0], new int[0], 0)]
    public void Hide_PartsOfATotal_NoneCanBeTakenBack(int[] parts, int[] shown, int total)
    {
        Figure[] cells = [.. parts.Select(p => new Figure(p))];

        var whole = Suppression.Hide(new Figure(parts.Sum(), cells));

        cells.Select(c => c.Shown ?? -1).ShouldBe(shown);
        (whole.Shown ?? -1).ShouldBe(total);
    }

    [Fact]
    public void Hide_PartThatSplitsFurther_ItsPartsGiveItAwayInNoTable()
    {
        Figure[] reasons = [new(7), new(5)];
        var late = new Figure(12, reasons);

        var whole = Suppression.Hide(new Figure(15, [new Figure(3), late]));

        (whole.Shown, late.Shown).ShouldBe((15, null));
        reasons.ShouldAllBe(r => r.Shown == null);
    }

    [Fact]
    public void Hide_PartsThatTogetherAreSmall_TheTotalIsHiddenWhereverItIsAPart()
    {
        var open = new Figure(6, [new Figure(2), new Figure(4)]);

        var whole = Suppression.Hide(new Figure(40, [open, new Figure(34)]));

        open.Shown.ShouldBeNull();
        whole.Splits[0][1].Shown.ShouldBeNull("40 - 34 is what is hidden");
        whole.Shown.ShouldBe(40);
    }

    [Fact]
    public void Hide_AnyParts_HiddenOnesCannotBeSubtracted() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 30).ListOf().Select(l => l.ToArray()).ToArbitrary(),
        parts =>
        {
            Figure[] cells = [.. parts.Select(p => new Figure(p))];
            var whole = Suppression.Hide(new Figure(parts.Sum(), cells));
            var hidden = cells.Where(c => c.Shown is null).ToArray();
            return !cells.Any(c => c.Count is > 0 and < Suppression.Least && c.Shown is not null)
                && (hidden.Length == 0 || whole.Shown is null || (hidden.Length > 1 && whole.Shown - cells.Sum(c => c.Shown ?? 0) - hidden.Length >= 2 * (Suppression.Least - 1)));
        }));
}
