namespace SocialWorkflows.Casework.Completeness;

/// <summary>How old a paper may be: counted from the date on it to the day it was received.</summary>
public static class PaperAge
{
    /// <summary>A paper of exactly the allowed age still counts.</summary>
    public static bool IsTooOld(DateOnly dated, DateOnly receivedOn, int notOlderThanMonths) =>
        dated < receivedOn.AddMonths(-notOlderThanMonths);
}
