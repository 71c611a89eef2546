using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Casework.Assessment;

public sealed class IncomeCalculationTests
{
    private static readonly IncomeRules Rules = TestPacks.Smiltene.Income;
    private static readonly DateOnly June = new(2026, 6, 15);

    [Theory]
    [InlineData("2021-01-01", 1, "109", "272", "436")]
    [InlineData("2023-06-30", 2, "185", "462", "741")]
    [InlineData("2023-07-01", 1, "125", "313", "501")]
    [InlineData("2023-12-31", 2, "212.5", "532", "852")]
    [InlineData("2024-01-01", 1, "137", "343", "549")]
    [InlineData("2024-12-31", 1, "137", "343", "549")]
    [InlineData("2025-01-01", 1, "166", "377", "604")]
    [InlineData("2025-06-01", 3, "398", "905", "1450")]
    [InlineData("2025-12-31", 1, "166", "377", "604")]
    [InlineData("2026-01-01", 1, "187", "425", "680")]
    [InlineData("2026-12-31", 4, "580", "1319", "2108")]
    public void Thresholds_ByDate_AsPublished(string day, int persons, string gmi, string poor, string low)
    {
        var thresholds = Rules.On(DateOnly.Parse(day))!;

        (thresholds.Gmi.For(persons), thresholds.Poor.For(persons), thresholds.LowIncomeMost.For(persons)).ShouldBe((Decimals.Of(gmi), Decimals.Of(poor), Decimals.Of(low)));
    }

    [Theory]
    [InlineData("2020-12-31")]
    [InlineData("2027-01-01")]
    public void Of_DayWithoutThresholds_SaysSoInsteadOfGuessing(string day)
    {
        var calculation = IncomeCalculation.Of(100, 1, DateOnly.Parse(day), Rules);

        (calculation.FitsStatus, calculation.GmiBenefit).ShouldBe((null, null));
        calculation.Lines[^1].ShouldContain("nav ievadīti");
    }

    [Theory]
    [InlineData("2021-06-01", "327", "229")]
    [InlineData("2022-06-01", null, null)]
    [InlineData("2023-04-01", "436", "305")]
    [InlineData("2023-06-27", "436", "305")]
    [InlineData("2023-06-28", null, null)]
    [InlineData("2024-01-01", "473", "331")]
    [InlineData("2024-12-31", "473", "331")]
    [InlineData("2025-01-01", null, null)]
    [InlineData("2026-06-15", null, null)]
    public void LocalThreshold_OnlyWhereSourced(string day, string? first, string? other) =>
        Rules.LocalOn(DateOnly.Parse(day))?.LowIncome.ShouldBe(first is null ? null : new PersonAmounts(Decimals.Of(first), Decimals.Of(other!)));

    [Fact]
    public void FitsStatus_LowIncomeWithoutALocalLine_IsNotSaid()
    {
        TestPacks.Iecava.Income.Local.ShouldBeEmpty();
        IncomeCalculation.Of(500, 1, new(2024, 5, 1), Rules).FitsStatus.ShouldBe(IncomeStatuses.None);
        IncomeCalculation.Of(473, 1, new(2024, 5, 1), Rules).FitsStatus.ShouldBe(IncomeStatuses.LowIncome);
        var open = IncomeCalculation.Of(500, 1, new(2024, 5, 1), TestPacks.Iecava.Income);
        (open.FitsStatus, string.Join(' ', open.Possible)).ShouldBe((null, "none low-income"));
        open.Lines.ShouldContain("Vai mājsaimniecība ir maznodrošināta, no ienākumiem nevar pateikt: pašvaldības slieksnis šim datumam nav ievadīts.");
        IncomeCalculation.Of(549.01m, 1, new(2024, 5, 1), TestPacks.Iecava.Income).FitsStatus.ShouldBe(IncomeStatuses.None);
    }

    [Theory]
    [InlineData("2024-12-31", "343", IncomeStatuses.Poor)]
    [InlineData("2024-12-31", "343.01", IncomeStatuses.LowIncome)]
    [InlineData("2025-01-01", "343.01", IncomeStatuses.Poor)]
    [InlineData("2025-12-31", "377.01", null)]
    [InlineData("2026-01-01", "377.01", IncomeStatuses.Poor)]
    [InlineData("2023-06-30", "272.01", null)]
    [InlineData("2023-07-01", "272.01", IncomeStatuses.Poor)]
    public void FitsStatus_OnTheDayTheThresholdsChange_ByTheApplicationsDay(string day, string average, string? status) =>
        IncomeCalculation.Of(Decimals.Of(average), 1, DateOnly.Parse(day), Rules).FitsStatus.ShouldBe(status);

    [Fact]
    public void Of_TwoAmountsOfOnePersonInAMonth_Refused()
    {
        IncomeEntry[] entries = [new(new(2026, 3, 1), 1) { Person = 1 }, new(new(2026, 3, 1), 2) { Person = 1 }, new(new(2026, 4, 1), 1) { Person = 1 }, new(new(2026, 5, 1), 1) { Person = 1 }];

        Should.Throw<ArgumentException>(() => Calculate(2, entries)).Message.ShouldContain("two amounts in 2026-03");
    }

    [Fact]
    public void Of_ThreeFullMonths_ExplainedLineByLine()
    {
        var calculation = IncomeCalculation.Of(
            House(2, [(3, 312.50m), (3, 120m), (4, 432.50m), (5, 400m)]), Rules);

        calculation.Average.ShouldBe(421.67m);
        calculation.FitsStatus.ShouldBe(IncomeStatuses.Poor);
        calculation.GmiBenefit.ShouldBe(0);
        calculation.Lines.Take(7).ShouldBe(
        [
            "2026. gada marts: 120,00 + 312,50 = 432,50 EUR",
            "2026. gada aprīlis: 432,50 EUR",
            "2026. gada maijs: 400,00 EUR",
            "Vidēji mēnesī: 1265,00 : 3 = 421,67 EUR",
            "Trūcīgas mājsaimniecības slieksnis: 425 + 1 × 298 = 723 EUR; 421,67 ≤ 723: atbilst",
            "Maznodrošinātas mājsaimniecības augstākais iespējamais slieksnis (pašvaldības sliekšņa šim datumam nav): 680 + 1 × 476 = 1156 EUR; 421,67 ≤ 1156: atbilst",
            "GMI pabalsts: (187 + 1 × 131) − 421,67 = −103,67 EUR; pabalsts nav aprēķināms",
        ]);
    }

    [Theory]
    [InlineData("425", IncomeStatuses.Poor)]
    [InlineData("425.01", null)]
    [InlineData("680", null)]
    [InlineData("680.01", IncomeStatuses.None)]
    public void Of_AtTheThreshold_StillFits(string average, string? status) =>
        IncomeCalculation.Of(Decimals.Of(average), 1, June, Rules).FitsStatus.ShouldBe(status);

    [Theory]
    [InlineData("0", 1, "187")]
    [InlineData("100.05", 3, "348.95")]
    public void Of_Gmi_ByTheFormula(string income, int persons, string benefit) =>
        IncomeCalculation.Of(Decimals.Of(income), persons, June, Rules).GmiBenefit.ShouldBe(Decimals.Of(benefit));

    [Fact]
    public void Of_MonthMissingOutsideOrNegative_Refused()
    {
        Should.Throw<ArgumentException>(() => IncomeCalculation.Of(House(1, [(3, 1), (4, 1)]), Rules)).Message.ShouldContain("2026-05");
        Should.Throw<ArgumentException>(() => IncomeCalculation.Of(House(1, [(3, 1), (4, 1), (5, 1), (6, 1)]), Rules)).Message.ShouldContain("outside");
        Should.Throw<ArgumentException>(() => IncomeCalculation.Of(House(1, [(3, 1), (4, -1), (5, 1)]), Rules)).Message.ShouldContain("negative");
        Should.Throw<ArgumentException>(() => IncomeCalculation.Of(House(0, [(3, 1), (4, 1), (5, 1)]), Rules));
    }

    [Fact]
    public void FullMonths_January_ReachIntoTheYearBefore() =>
        Household.FullMonths(new(2026, 1, 31), 3).ShouldBe([new(2025, 10, 1), new(2025, 11, 1), new(2025, 12, 1)]);

    [Fact]
    public void Of_AnyOrderOfEntries_SameCalculation() => Prop.ForAll(Ledgers, c =>
    {
        var shuffled = c.Entries.OrderBy(e => (e.Amount * 7919 % 104729, e.Month.DayNumber)).ToList();
        var (a, b) = (Calculate(c.Persons, c.Entries), Calculate(c.Persons, shuffled));
        return a.Average == b.Average && a.FitsStatus == b.FitsStatus && a.GmiBenefit == b.GmiBenefit && a.Lines.SequenceEqual(b.Lines);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_MoreIncome_NeverMoreHelp() => Prop.ForAll(Ledgers, c =>
    {
        var more = Calculate(c.Persons, [.. c.Entries, new IncomeEntry(new(2026, 4, 1), 25.37m)]);
        var less = Calculate(c.Persons, c.Entries);
        return more.Average >= less.Average && more.GmiBenefit <= less.GmiBenefit && Rank(more) >= Rank(less);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_OneMorePerson_NeverLessHelp() => Prop.ForAll(Ledgers, c =>
        Calculate(c.Persons + 1, c.Entries) is var more && Calculate(c.Persons, c.Entries) is var less
        && more.GmiBenefit >= less.GmiBenefit && Rank(more) <= Rank(less)).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyLedger_InWholeCentsAndWithinHalfACent() => Prop.ForAll(Ledgers, c =>
    {
        var calculation = Calculate(c.Persons, c.Entries);
        return calculation.Average * 100 % 1 == 0 && calculation.GmiBenefit!.Value * 100 % 1 == 0
            && Math.Abs((calculation.Average * 3) - c.Entries.Sum(e => e.Amount)) <= 0.015m;
    }).QuickCheckThrowOnFailure();

    private static readonly Arbitrary<(int Persons, List<IncomeEntry> Entries)> Ledgers = Arb.From(
        from persons in Gen.Choose(1, 8)
        from march in Gen.Choose(0, 120_000)
        from april in Gen.Choose(0, 120_000)
        from may in Gen.Choose(0, 120_000)
        from other in Gen.Choose(0, 60_000)
        select (persons, new List<IncomeEntry>
        {
            new(new(2026, 3, 1), march / 100m), new(new(2026, 4, 1), april / 100m), new(new(2026, 5, 1), may / 100m), new(new(2026, 5, 1), other / 100m),
        }));

    private static int Rank(IncomeCalculation calculation) =>
        calculation.Possible.Min(s => Array.IndexOf([IncomeStatuses.Poor, IncomeStatuses.LowIncome, IncomeStatuses.None], s));

    private static IncomeCalculation Calculate(int persons, IReadOnlyList<IncomeEntry> entries) =>
        IncomeCalculation.Of(new Household { AppliedOn = June, Persons = persons, Income = entries }, Rules);

    private static Household House(int persons, (int Month, decimal Amount)[] entries) => new()
    {
        AppliedOn = June,
        Persons = persons,
        Income = [.. entries.Select(e => new IncomeEntry(new(2026, e.Month, 1), e.Amount))],
    };
}
