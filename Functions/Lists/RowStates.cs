namespace SocialWorkflows.Functions.Lists;

/// <summary>What became of one row of a list; words that texts are named by.</summary>
internal static class RowStates
{
    public const string Waiting = "waiting";
    public const string Sent = "sent";
    public const string Bounced = "bounced";

    /// <summary>It may have left, or certainly did not: a task tells a person.</summary>
    public const string Person = "person";

    /// <summary>No e-mail: a letter is due.</summary>
    public const string Print = "print";

    /// <summary>The letter lies ready to be printed and posted.</summary>
    public const string Printed = "printed";

    /// <summary>A person says that the letter went to the post or was handed over.</summary>
    public const string Posted = "posted";

    /// <summary>Somebody of this name, code or address has a case whose mail is not safe: nothing is sent, a person tells them.</summary>
    public const string Safe = "safe";

    /// <summary>The same person has a mail by another address, or stands in another row: nobody is written to twice.</summary>
    public const string Once = "once";

    public static readonly IReadOnlyList<string> All = [Waiting, Sent, Print, Printed, Posted, Once, Safe, Bounced, Person];
}
