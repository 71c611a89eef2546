namespace SocialWorkflows.Mail;

/// <summary>
/// The bytes are no mail at all (empty, no header line). Everything milder is a <see cref="MailDefect"/> of the message that was read.
/// The message names the place and the fault, never content.
/// </summary>
public sealed class MailFormatException : Exception
{
    public MailFormatException(string message)
        : base(message)
    {
    }

    public MailFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public MailFormatException()
    {
    }
}
