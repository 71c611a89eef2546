namespace SocialWorkflows.Functions.CommandLine;

/// <summary>Exit codes of every command.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The question was answered with no: a signature that does not hold, a journal that is not clean.</summary>
    public const int Negative = 1;

    /// <summary>Bad usage or input; the message on standard error says what to do.</summary>
    public const int BadUsage = 2;
}
