namespace SocialWorkflows.Casework.Packs;

/// <summary>A term counted in working days, with where it comes from.</summary>
public sealed record WorkingDayTerm(int WorkingDays, string Source);

public sealed record MonthTerm(int Months, string Source);
