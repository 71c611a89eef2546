using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Assessment;

/// <summary>Reads the state's and a municipality's income data strictly: overlaps, gaps and impossible amounts are refused.</summary>
public static class IncomeRulesReader
{
    private const int MostMonths = 12;
    private const decimal MostEuro = 10_000;

    /// <exception cref="PackException">Carries every problem with its JSON path.</exception>
    public static IncomeRules ReadNational(string file, string json)
    {
        var problems = new ProblemList();
        var read = StrictJson.Read<NationalFile>(file, json, problems);
        problems.ThrowIfAny();
        problems.Check(read!.FullMonths.Months is > 0 and <= MostMonths, file, "$.fullMonths.months", $"{read.FullMonths.Months} must be 1 to {MostMonths}");
        problems.Text(read.FullMonths.Source, file, "$.fullMonths.source");
        problems.Text(read.Fee.Source, file, "$.fee.source");
        problems.Check(read.Thresholds.Count > 0, file, "$.thresholds", "has no thresholds");
        for (var i = 0; i < read.Thresholds.Count; i++)
        {
            var (threshold, path) = (read.Thresholds[i], $"$.thresholds[{i}]");
            Period(read.Thresholds.Select(t => (t.ValidFrom, t.ValidTo)).ToList(), i, mayLeaveGaps: false, file, path, problems);
            Amounts(threshold.Gmi, file, $"{path}.gmi", problems);
            Amounts(threshold.Poor, file, $"{path}.poor", problems);
            Amounts(threshold.LowIncomeMost, file, $"{path}.lowIncomeMost", problems);
            problems.Check(
                threshold.Gmi.First < threshold.Poor.First && threshold.Poor.First < threshold.LowIncomeMost.First
                    && threshold.Gmi.Other < threshold.Poor.Other && threshold.Poor.Other < threshold.LowIncomeMost.Other,
                file,
                path,
                "must rise from gmi over poor to lowIncomeMost");
            problems.Text(threshold.Source, file, $"{path}.source");
        }

        problems.Check(read.CareLevels.Count > 0, file, "$.careLevels", "has no levels: no need could be recorded");
        for (var i = 0; i < read.CareLevels.Count; i++)
        {
            problems.Text(read.CareLevels[i].Level, file, $"$.careLevels[{i}].level");
            problems.Check(
                read.CareLevels[i].Level != CareLevel.None, file, $"$.careLevels[{i}].level", $"\"{CareLevel.None}\" is the word for no care at all and needs no entry");
            problems.Text(read.CareLevels[i].Source, file, $"$.careLevels[{i}].source");
            problems.Check(read.CareLevels[i].HoursAWeek is null or (> 0 and <= 168), file, $"$.careLevels[{i}].hoursAWeek", "must be 1 to 168 hours");
        }

        problems.Unique(read.CareLevels.Select(l => l.Level), file, i => $"$.careLevels[{i}].level");
        problems.ThrowIfAny();
        return new IncomeRules
        {
            Thresholds = read.Thresholds,
            FullMonths = read.FullMonths.Months,
            FullMonthsSource = read.FullMonths.Source,
            Fee = read.Fee,
            CareLevels = read.CareLevels,
        };
    }

    /// <summary>A municipality's own thresholds of low-income households; they may leave years open.</summary>
    internal static IReadOnlyList<LocalThreshold> ReadLocal(string file, string json, ProblemList problems)
    {
        if (StrictJson.Read<LocalFile>(file, json, problems) is not { } read)
        {
            return [];
        }

        problems.Check(read.LowIncome.Count > 0, file, "$.lowIncome", "has no thresholds: leave the file out where none is known");
        for (var i = 0; i < read.LowIncome.Count; i++)
        {
            Period(read.LowIncome.Select(t => (t.ValidFrom, t.ValidTo)).ToList(), i, mayLeaveGaps: true, file, $"$.lowIncome[{i}]", problems);
            Amounts(read.LowIncome[i].LowIncome, file, $"$.lowIncome[{i}].lowIncome", problems);
            problems.Text(read.LowIncome[i].Source, file, $"$.lowIncome[{i}].source");
        }

        return read.LowIncome;
    }

    private static void Period(List<(DateOnly From, DateOnly To)> periods, int i, bool mayLeaveGaps, string file, string path, ProblemList problems)
    {
        var (from, to) = periods[i];
        problems.Check(to >= from, file, $"{path}.validTo", $"{to:yyyy-MM-dd} is before validFrom {from:yyyy-MM-dd}");
        problems.Check(
            from >= VersionChecks.Earliest && from <= VersionChecks.Latest,
            file,
            $"{path}.validFrom",
            $"{from:yyyy-MM-dd} is out of range {VersionChecks.Earliest:yyyy-MM-dd} to {VersionChecks.Latest:yyyy-MM-dd}");
        problems.Check(to <= VersionChecks.Latest, file, $"{path}.validTo", $"{to:yyyy-MM-dd} is out of range: at most {VersionChecks.Latest:yyyy-MM-dd}");
        if (i == 0)
        {
            return;
        }

        var before = periods[i - 1].To;
        problems.Check(from > before, file, $"{path}.validFrom", $"{from:yyyy-MM-dd} overlaps the period before, which ends on {before:yyyy-MM-dd}");
        problems.Check(
            mayLeaveGaps || before >= VersionChecks.Latest || from <= before.AddDays(1),
            file,
            $"{path}.validFrom",
            $"leaves a gap: the period before ends on {before:yyyy-MM-dd}, so let this one begin on the day after");
    }

    private static void Amounts(PersonAmounts amounts, string file, string path, ProblemList problems) => problems.Check(
        amounts.Other > 0 && amounts.Other <= amounts.First && amounts.First <= MostEuro,
        file,
        path,
        $"{amounts.First}/{amounts.Other} is not possible: first and other must be above 0, other not above first, first at most {MostEuro}");

    private sealed record NationalFile
    {
        public required IReadOnlyList<IncomeThresholds> Thresholds { get; init; }

        public required FullMonthsRule FullMonths { get; init; }

        public required FeeRule Fee { get; init; }

        public required IReadOnlyList<CareLevel> CareLevels { get; init; }
    }

    private sealed record FullMonthsRule(int Months, string Source);

    private sealed record LocalFile
    {
        public required IReadOnlyList<LocalThreshold> LowIncome { get; init; }
    }
}
