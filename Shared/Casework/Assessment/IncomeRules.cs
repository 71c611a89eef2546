namespace SocialWorkflows.Casework.Assessment;

/// <summary>An amount for the first (or only) person of a household and one for each other person, in euro a month.</summary>
public sealed record PersonAmounts(decimal First, decimal Other)
{
    public decimal For(int persons) => First + (Other * (persons - 1));
}

/// <summary>The state's minimum-income thresholds of one period (Sociālo pakalpojumu un sociālās palīdzības likums, section 33).</summary>
public sealed record IncomeThresholds
{
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Thresholds are revised every year, so even the newest period ends.</summary>
    public required DateOnly ValidTo { get; init; }

    public required PersonAmounts Gmi { get; init; }

    public required PersonAmounts Poor { get; init; }

    /// <summary>The highest threshold a municipality may set for low-income households; a lower one of its own goes before it.</summary>
    public required PersonAmounts LowIncomeMost { get; init; }

    public required string Source { get; init; }
}

/// <summary>A municipality's own threshold of low-income households.</summary>
public sealed record LocalThreshold
{
    public required DateOnly ValidFrom { get; init; }

    public required DateOnly ValidTo { get; init; }

    public required PersonAmounts LowIncome { get; init; }

    public required string Source { get; init; }
}

/// <summary>Services whose fee depends on the client's means and on whoever is obliged to maintain the client.</summary>
public sealed record FeeRule(IReadOnlyList<string> Services, string Source);

/// <summary>A level of care with the hours a week it usually covers, where a source says so.</summary>
public sealed record CareLevel
{
    /// <summary>What the needs card stores where no care is needed; never among the levels of the data.</summary>
    public const string None = "none";

    /// <summary>The word the needs card stores: <c>1</c> to <c>4</c>.</summary>
    public required string Level { get; init; }

    public int? HoursAWeek { get; init; }

    public required string Source { get; init; }
}

/// <summary>Everything the assessment of means and needs knows, as dated data.</summary>
public sealed record IncomeRules
{
    public static readonly IncomeRules None = new();

    public IReadOnlyList<IncomeThresholds> Thresholds { get; init; } = [];

    public IReadOnlyList<LocalThreshold> Local { get; init; } = [];

    /// <summary>How many full calendar months before the application are averaged; 0 where no rule is known.</summary>
    public int FullMonths { get; init; }

    public string FullMonthsSource { get; init; } = "";

    public FeeRule? Fee { get; init; }

    public IReadOnlyList<CareLevel> CareLevels { get; init; } = [];

    /// <summary>The state's thresholds of a day; null where the data do not reach.</summary>
    public IncomeThresholds? On(DateOnly day) => Thresholds.FirstOrDefault(t => t.ValidFrom <= day && day <= t.ValidTo);

    /// <summary>Every word a needs assessment may store.</summary>
    public IEnumerable<string> LevelWords => CareLevels.Select(l => l.Level).Append(CareLevel.None);

    public LocalThreshold? LocalOn(DateOnly day) => Local.FirstOrDefault(t => t.ValidFrom <= day && day <= t.ValidTo);
}
