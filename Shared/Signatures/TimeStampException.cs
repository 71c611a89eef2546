namespace SocialWorkflows.Signatures;

/// <summary>A time-stamping service gave no usable stamp. The message names the service's host and no content.</summary>
public sealed class TimeStampException : Exception
{
    public TimeStampException(string message)
        : base(message)
    {
    }

    public TimeStampException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public TimeStampException()
    {
    }

    /// <summary>The service was silent or ill; a refusal or a wrong answer stays one.</summary>
    public bool MayHelpToAskAgain { get; init; }
}
