namespace SocialWorkflows.Connectors.Smtp;

public enum SmtpSecurity
{
    /// <summary>Plain connection, then STARTTLS, required (RFC 3207). Usual on port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314). Usual on port 465.</summary>
    ImplicitTls,

    /// <summary>No encryption; for a relay on the same machine only.</summary>
    None,
}

/// <summary>Section "Mail:Smtp". Mail is submitted to one relay, which does the rest.</summary>
public sealed class SmtpOptions
{
    public const string SectionName = "Mail:Smtp";

    /// <summary>Name of the relay; the certificate must carry it.</summary>
    public string Host { get; set; } = "";

    /// <summary>Default 587.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Default StartTls.</summary>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>Null: no authentication.</summary>
    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>How we name ourselves in EHLO. Default "localhost".</summary>
    public string ClientName { get; set; } = "localhost";

    /// <summary>Envelope sender, where bounces go. Default: the mail's From.</summary>
    public string? EnvelopeFrom { get; set; }

    /// <summary>A PEM file of the only trusted roots, for a relay with a certificate of the house. Default: the machine's roots.</summary>
    public string? TrustedRootsFile { get; set; }

    /// <summary>For connecting and TLS. Default 30 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For one command, and for handing over the body. Default 5 min (RFC 5321 §4.5.3.2).</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>For the answer to the last dot. Default 10 min (RFC 5321 §4.5.3.2.6): a shorter one makes doubles.</summary>
    public TimeSpan FinalReplyTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// For a whole try, however many waits it has. The mail is handed over within what <see cref="FinalReplyTimeout"/> leaves of it, so that the answer to
    /// the last dot has its full time. Default 30 min.
    /// </summary>
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>What is wrong with the settings and what to do; null when they can be used.</summary>
    public string? Problem() => this switch
    {
        { Host.Length: 0 } => $"{SectionName}:Host is not set: name the relay.",
        _ when TryTimeout <= FinalReplyTimeout =>
            $"{SectionName}:TryTimeout is {TryTimeout}, which leaves no time before the answer to the last dot ({SectionName}:FinalReplyTimeout {FinalReplyTimeout}): make it longer.",
        _ => null,
    };
}
