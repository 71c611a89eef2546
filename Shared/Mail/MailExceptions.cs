namespace SocialWorkflows.Mail;

/// <summary>Nothing was sent or changed; the same call may succeed later.</summary>
public sealed class TransientMailException : Exception
{
    public TransientMailException(string message)
        : base(message)
    {
    }

    public TransientMailException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public TransientMailException()
    {
    }
}

/// <summary>Nothing was sent or changed, and repeating does not help: the mail, the address or the setting is wrong.</summary>
public sealed class PermanentMailException : Exception
{
    public PermanentMailException(string message)
        : base(message)
    {
    }

    public PermanentMailException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public PermanentMailException()
    {
    }
}
