using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Smtp;

/// <summary>A reply of the server: code and lines.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>Done. 3xx asks for more, which no command but DATA and AUTH LOGIN does (RFC 5321 §4.2.1).</summary>
    public bool IsPositive => Code is >= 200 and < 300;

    /// <summary>For ledgers and errors: the code and an enhanced code only. Server texts repeat addresses.</summary>
    public string Summary => Enhanced.Length > 0 ? $"{Code} {Enhanced}" : $"{Code}";

    /// <summary>The enhanced code (RFC 3463); empty when there is none.</summary>
    private string Enhanced =>
        Lines[^1].Split(' ', 2)[0] is { Length: > 4 and <= 9 } first && first[1] == '.' && first.All(c => char.IsAsciiDigit(c) || c == '.') ? first : string.Empty;

    /// <summary>The server's own system is ill (RFC 3463 §3.4), disk or lookup for instance; x.3.4 is of the mail's size.</summary>
    private bool IsOfTheSystem => Code == 421 || (Enhanced.StartsWith("4.3.", StringComparison.Ordinal) && Enhanced != "4.3.4");

    /// <summary>Passes a positive reply; otherwise throws by its first digit: 4 transient, 5 permanent (RFC 5321 §4.2.1). 3 is no answer to what was asked.</summary>
    /// <param name="step">What was answered to.</param>
    /// <param name="isOfTheServer">The step says nothing about this mail. 421 never does (RFC 5321 §3.8), nor does 4.3.x.</param>
    /// <param name="isOfTheFrom">The step is about the address we send under.</param>
    /// <param name="asks">The server may also ask for more.</param>
    public SmtpReply Require(string step, bool isOfTheServer = false, bool isOfTheFrom = false, bool asks = false) => Code switch
    {
        _ when IsPositive || (asks && Code < 400) => this,
        < 400 => throw new IOException($"The mail server answered {Summary} to {step} and asks for more."),
        _ => throw Problem(step, isOfTheServer, isOfTheFrom),
    };

    /// <summary>The address we send under is wrong (RFC 3463 §3.2), which many servers say at the recipient only.</summary>
    private bool IsOfTheSender => Enhanced is "5.1.7" or "5.1.8";

    /// <summary>
    /// Address, mailbox or the way to it (RFC 3463 §3.2, §3.3, §3.5), or a refusal that names nothing. The system (5.3.x), the protocol (5.5.x) and the rules of
    /// our relay (5.7.x) are not the recipient's.
    /// </summary>
    private bool IsOfTheRecipient =>
        !IsOfTheSender && (Enhanced.Length == 0 || Enhanced[..4] is "5.0." or "5.1." or "5.2." or "5.4.");

    /// <summary>Passes a positive reply to a recipient.</summary>
    public SmtpReply RequireRecipient() => Code >= 500 ? throw Refusal("RCPT TO", isOfTheFrom: IsOfTheSender, isOfTheRecipient: IsOfTheRecipient) : Require("RCPT TO");

    public Exception Problem(string step, bool isOfTheServer = false, bool isOfTheFrom = false)
    {
        return Code is >= 400 and < 500
            ? new TransientMailException(MessageOf(step)) { IsOfTheServer = isOfTheServer || IsOfTheSystem, IsOfTheFrom = isOfTheFrom && !IsOfTheSystem }
            : Refusal(step, isOfTheServer, isOfTheFrom);
    }

    private PermanentMailException Refusal(string step, bool isOfTheServer = false, bool isOfTheFrom = false, bool isOfTheRecipient = false) =>
        new(MessageOf(step)) { IsOfTheServer = isOfTheServer, IsOfTheFrom = isOfTheFrom, IsOfTheRecipient = isOfTheRecipient, Status = Summary };

    private string MessageOf(string step) => $"The mail server answered {Summary} to {step}; nothing was sent.";
}
