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

    /// <summary>The server as a whole does not serve us now: another mail would fare no better.</summary>
    public bool IsOfTheServer { get; init; }

    /// <summary>The server refuses the address we send under: another mail under it would fare no better, one under another address may.</summary>
    public bool IsOfTheFrom { get; init; }

    /// <summary>How long the server asked us to wait; null when it said nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }
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

    /// <summary>A setting or the account is wrong, not this mail: every mail would fail until a person changes it.</summary>
    public bool IsOfTheServer { get; init; }

    /// <summary>The address we send under is not allowed there, not this mail: every mail under it would fail until a person changes that.</summary>
    public bool IsOfTheFrom { get; init; }

    /// <summary>The server refused the recipient before the mail was handed over, as it would return a mail that it cannot deliver.</summary>
    public bool IsOfTheRecipient { get; init; }

    /// <summary>The server's code, with its enhanced code where it has one (<c>550 5.1.1</c>); never its text, which repeats addresses. Empty when no server spoke.</summary>
    public string Status { get; init; } = string.Empty;
}

/// <summary>The mailbox as a whole does not answer now; nothing was changed, and going on with the next mail is of no use.</summary>
public sealed class MailboxUnavailableException : Exception
{
    public MailboxUnavailableException(string message)
        : base(message)
    {
    }

    public MailboxUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    public MailboxUnavailableException()
    {
    }

    /// <summary>How long the mailbox asked us to wait; null when it said nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
