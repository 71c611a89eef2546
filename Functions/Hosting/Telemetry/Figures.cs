namespace SocialWorkflows.Functions.Hosting.Telemetry;

/// <summary>What stands where in one municipality, as numbers: whether its clocks are kept and what waits how long. Ages are zero when nothing waits.</summary>
internal sealed record Figures
{
    public required string Municipality { get; init; }

    public required int OpenCases { get; init; }

    /// <summary>Open cases whose day is today.</summary>
    public required int DueToday { get; init; }

    /// <summary>Open cases whose day is past.</summary>
    public required int Overdue { get; init; }

    /// <summary>Messages taken in and not yet filed.</summary>
    public required int MessagesPending { get; init; }

    public required TimeSpan OldestPending { get; init; }

    /// <summary>Messages that a person has to look at, closed ones aside.</summary>
    public required int MessagesInReview { get; init; }

    public required TimeSpan OldestInReview { get; init; }

    /// <summary>Mail planned and not yet handed to the provider.</summary>
    public required int MailWaiting { get; init; }

    public required TimeSpan OldestMail { get; init; }

    /// <summary>Mail of which nobody knows whether it left.</summary>
    public required int MailUnknown { get; init; }

    /// <summary>Open tasks, by kind.</summary>
    public required IReadOnlyDictionary<string, int> Tasks { get; init; }
}
