using System.Globalization;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>Section "Mail:Outgoing": who carries our mail, how fast, and to whom it may go.</summary>
internal sealed class OutgoingOptions
{
    public const string SectionName = "Mail:Outgoing";

    public const string Graph = "graph";
    public const string SendGrid = "sendgrid";
    public const string Smtp = "smtp";
    public const string Outbox = "outbox";

    public const string Everyone = "everyone";
    public const string Listed = "listed";

    private const int GraphPerMinute = 30;

    /// <summary>What came of a try is written down before its lease is over.</summary>
    private static readonly TimeSpan ToWriteDown = TimeSpan.FromMinutes(1);

    /// <summary><c>graph</c>, <c>sendgrid</c>, <c>smtp</c> or <c>outbox</c> (files of the data folder, for another program to carry). There is no default: unset, the service does not start.</summary>
    public string Sender { get; set; } = string.Empty;

    /// <summary><c>listed</c> (default): only <see cref="AllowedRecipients"/> are written to, the rest is held back. <c>everyone</c>: production. The outbox writes to nobody, so it takes all.</summary>
    public string Recipients { get; set; } = Listed;

    /// <summary>Addresses, or domains with their <c>@</c>, that may be written to outside production.</summary>
    public IReadOnlyList<string> AllowedRecipients { get; set; } = [];

    /// <summary>Mails begun in any minute. Unset: 30 by Graph, the limit of an Exchange Online mailbox; else no limit.</summary>
    public int? PerMinute { get; set; }

    /// <summary>How long one try may take before another process may look at it; longer than the slowest try of the sender (<see cref="LeaseProblem"/>). Default 45 min.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(45);

    /// <summary>How long a provider that reports events may keep silent about a mail in doubt before a person has to find out. Default 30 min.</summary>
    public TimeSpan WaitForWord { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>What the list kept back leaves by itself, once the settings allow it, only when it was planned within so long; the rest is a person's. Default 7 days.</summary>
    public TimeSpan ReleaseWithin { get; set; } = TimeSpan.FromDays(7);

    /// <summary>A person is told when the provider took no mail for so long. Default 15 min.</summary>
    public TimeSpan AlarmAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The pace in force; null is none.</summary>
    public int? Pace => PerMinute ?? (Sender == Graph ? GraphPerMinute : null);

    /// <exception cref="InvalidDataException">A setting is missing or wrong; the message says which and what to do.</exception>
    public static OutgoingOptions Read(IConfiguration configuration, bool isDemo)
    {
        if (isDemo)
        {
            return new OutgoingOptions { Sender = Outbox };
        }

        var options = configuration.GetSection(SectionName).Get<OutgoingOptions>() ?? new OutgoingOptions();
        return options.Problem(configuration["WEBSITE_SITE_NAME"] is { Length: > 0 }) is { } problem ? throw new InvalidDataException(problem) : options;
    }

    /// <summary>What is in force, for the log of each start. Names no recipient.</summary>
    public string InForce(bool isSandbox)
    {
        var recipients = (Sender, Recipients) switch
        {
            (Outbox, _) => "files for every recipient, which another program carries",
            (_, Everyone) => "to everyone",
            _ => string.Create(CultureInfo.InvariantCulture, $"only to the {AllowedRecipients.Count} recipients or domains listed, mail to others is held back"),
        };
        var pace = Pace is { } most ? string.Create(CultureInfo.InvariantCulture, $"at most {most} a minute") : "as fast as it goes";
        return $"by {Sender}{(isSandbox ? " in its sandbox, which delivers nothing" : string.Empty)}, {recipients}, {pace}";
    }

    /// <summary>What is wrong when the chosen sender's slowest try outlasts the lease: another process would take the mail for a lost one while it is sent.</summary>
    /// <param name="longestTry">The slowest try that the sender's settings allow.</param>
    /// <param name="setting">The setting that says so.</param>
    public string? LeaseProblem(TimeSpan longestTry, string setting) => longestTry + ToWriteDown > Lease
        ? $"{SectionName}:Lease is {Lease}, and by {setting} one try may take {longestTry}: make the lease at least {ToWriteDown} longer than a try."
        : null;

    private string? Problem(bool inAzure) => this switch
    {
        { Sender.Length: 0 } => $"{SectionName}:Sender is not set. Say who carries outgoing mail: {Graph}, {SendGrid}, {Smtp}, or {Outbox} for files in the data folder (docs/mail.md).",
        { Sender: not (Graph or SendGrid or Smtp or Outbox) } => $"{SectionName}:Sender '{Sender}' is not known. It is one of {Graph}, {SendGrid}, {Smtp}, {Outbox}.",
        { Sender: Outbox } when inAzure => $"{SectionName}:Sender is {Outbox}, whose files would be lost with every restart in Azure. Use {Graph}, {SendGrid} or {Smtp}.",
        { Recipients: not (Everyone or Listed) } => $"{SectionName}:Recipients '{Recipients}' is not known. It is {Listed}, the default, or {Everyone} in production.",
        _ when AllowedRecipients.FirstOrDefault(a => !a.Contains('@', StringComparison.Ordinal)) is { } wrong =>
            $"{SectionName}:AllowedRecipients has '{wrong}': give an address, or a domain as @novads.example.",
        { PerMinute: <= 0 } => $"{SectionName}:PerMinute is {PerMinute}; it must be at least 1.",
        _ when Lease < TimeSpan.FromMinutes(1) => $"{SectionName}:Lease is shorter than a minute: two processes would try the same mail.",
        _ => null,
    };
}
