using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Smtp;

/// <summary>A reply of the server: code and lines.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsPositive => Code is >= 200 and < 400;

    /// <summary>For ledgers and errors: the code and an enhanced code only. Server texts repeat addresses.</summary>
    public string Summary
    {
        get
        {
            var enhanced = Lines[^1].Split(' ', 2)[0];
            return enhanced.Length is > 4 and <= 9 && enhanced[1] == '.' && enhanced.All(c => char.IsAsciiDigit(c) || c == '.') ? $"{Code} {enhanced}" : $"{Code}";
        }
    }

    /// <summary>Passes a positive reply; otherwise throws by its first digit: 4 transient, else permanent (RFC 5321 §4.2.1).</summary>
    /// <param name="step">What was answered to.</param>
    /// <param name="isOfTheServer">The step says nothing about this mail. 421 never does (RFC 5321 §3.8).</param>
    public SmtpReply Require(string step, bool isOfTheServer = false)
    {
        if (IsPositive)
        {
            return this;
        }

        var message = $"The mail server answered {Summary} to {step}; nothing was sent.";
        throw Code is >= 400 and < 500
            ? new TransientMailException(message) { IsOfTheServer = isOfTheServer || Code == 421 }
            : new PermanentMailException(message) { IsOfTheServer = isOfTheServer };
    }
}
