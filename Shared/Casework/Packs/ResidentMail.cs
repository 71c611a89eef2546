namespace SocialWorkflows.Casework.Packs;

/// <summary>What a municipality says about its messages to residents without an account.</summary>
public sealed record ResidentMail : IDated
{
    /// <summary>How long a link to the status page opens it, in hours.</summary>
    public required int LinkHours { get; init; }

    /// <summary>The mailbox from which protected persons are written to; null while the municipality has none.</summary>
    public NeutralSender? Neutral { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

/// <summary>A sender that does not tell who writes.</summary>
public sealed record NeutralSender
{
    public required string Name { get; init; }

    public required string Email { get; init; }
}

internal static class ResidentMailChecks
{
    private const int MostHours = 14 * 24;

    public static void Check(ResidentMail rule, string ownAddress, ProblemList problems)
    {
        const string file = PackFiles.Resident;
        VersionChecks.Dated(rule, file, "$", problems);
        problems.Check(rule.LinkHours is > 0 and <= MostHours, file, "$.linkHours", $"{rule.LinkHours} must be 1 to {MostHours}: a link is short-lived");
        if (rule.Neutral is { } neutral)
        {
            problems.Text(neutral.Name, file, "$.neutral.name");
            problems.Check(neutral.Email.Count(c => c == '@') == 1, file, "$.neutral.email", $"\"{neutral.Email}\" is no address");
            problems.Check(!string.Equals(neutral.Email, ownAddress, StringComparison.OrdinalIgnoreCase), file, "$.neutral.email", "is the service's own address, which tells who writes");
        }
    }
}
