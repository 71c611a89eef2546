namespace SocialWorkflows.Functions.Lists;

/// <summary>What became of one row of a list; words that texts are named by.</summary>
internal static class RowStates
{
    public const string Waiting = "waiting";
    public const string Sent = "sent";
    public const string Bounced = "bounced";

    /// <summary>It may have left, or certainly did not: a task tells a person.</summary>
    public const string Person = "person";

    /// <summary>No e-mail: it goes by the print file.</summary>
    public const string Print = "print";

    /// <summary>The address is on a case whose mail is not safe: nothing was sent.</summary>
    public const string Safe = "safe";

    public static readonly IReadOnlyList<string> All = [Waiting, Sent, Bounced, Person, Print, Safe];
}
