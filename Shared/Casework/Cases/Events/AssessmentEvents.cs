using SocialWorkflows.Casework.Assessment;

namespace SocialWorkflows.Casework.Cases;

public sealed record NeedsAssessed(string Level, string Findings, string By) : CaseEvent
{
    /// <summary>Hours of care a week, where the worker worked them out.</summary>
    public int? HoursAWeek { get; init; }
}

/// <summary>Monthly income of the household in euro; <c>Status</c>: none, low-income or poor, as the person holds it.</summary>
public sealed record IncomeAssessed(decimal MonthlyIncome, int HouseholdSize, string Status, string Findings, string By) : CaseEvent
{
    /// <summary>The ledger the average was taken from; null where the average came from elsewhere.</summary>
    public IReadOnlyList<IncomeEntry>? Ledger { get; init; }

    public int? Dependants { get; init; }

    /// <summary>Personal codes of the other members, as written on the card: to notice a person counted in two households.</summary>
    public IReadOnlyList<string>? MemberCodes { get; init; }

    /// <summary>What is known of whoever is obliged to maintain the client: unknown, nobody, poor or solvent.</summary>
    public string? Maintenance { get; init; }

    /// <summary>What staff must look at, because status and income do not go together; null when they do.</summary>
    public string? StatusQuestion { get; init; }

    /// <summary>The calculation line by line, as it was on that day; null in assessments from before calculations were kept.</summary>
    public IReadOnlyList<string>? Lines { get; init; }
}

/// <summary><c>Answer</c>: yes, queue or no.</summary>
public sealed record CapacityAssessed(string Answer, string? FacilityId, string Findings, string By) : CaseEvent;
