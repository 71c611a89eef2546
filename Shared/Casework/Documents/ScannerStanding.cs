namespace SocialWorkflows.Casework.Documents;

/// <summary>What a scanner says of itself.</summary>
public enum ScannerAnswer
{
    /// <summary>It does not answer now.</summary>
    Silent,

    /// <summary>It answers, and not as a scanner of its kind does: what it knows cannot be told.</summary>
    NotUnderstood,

    /// <summary>It answers, and its signatures bear no date, such as a base of the operator's own.</summary>
    Undated,

    Dated,
}

/// <summary>How far a scanner can be relied on.</summary>
/// <param name="Answer">Whether, and how, it answered.</param>
/// <param name="SignaturesOf">When its signatures were made; only with <see cref="ScannerAnswer.Dated"/>.</param>
/// <param name="TellsLimits">Whether it says so when it did not read a file to its end; null where it could not be asked.</param>
public sealed record ScannerStanding(ScannerAnswer Answer, DateTimeOffset? SignaturesOf, bool? TellsLimits);
