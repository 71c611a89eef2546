using System.Text.Json.Serialization;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>How far a notice is with the service; written before and after every call that cannot be repeated.</summary>
internal sealed record DivSending
{
    /// <summary>Number of the state as it is kept, 0 before the first: whoever writes the next must have read this one.</summary>
    [JsonIgnore]
    public int Number { get; init; }

    public DivSendingState State { get; init; }

    /// <summary>When the call that may have sent it began.</summary>
    public DateTimeOffset? AttemptedAt { get; init; }

    public string? MessageId { get; init; }

    /// <summary>When the service said that it was delivered.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Code of the last thing that went wrong.</summary>
    public string? LastProblem { get; init; }

    /// <summary>When it first could not be sent.</summary>
    public DateTimeOffset? WaitsSince { get; init; }

    /// <summary>Said after the case had its confirmation, and not told yet.</summary>
    public string? LateProblem { get; init; }

    /// <summary>It turned out to be sent after a person had been asked, and that is not told yet.</summary>
    public DateTimeOffset? LateSentAt { get; init; }

    /// <summary>Whether the service may still say something that a person must hear.</summary>
    public bool IsOpen => State is DivSendingState.Planned or DivSendingState.Sending or DivSendingState.Unknown || LateProblem is not null || LateSentAt is not null;
}

internal enum DivSendingState
{
    Planned,

    /// <summary>The call was begun; whether the service has it is not known. Never begun again.</summary>
    Sending,
    Sent,
    Refused,

    /// <summary>Not found with the service in the time given: a person looks.</summary>
    Unknown,
    Delivered,
    Undelivered,
}
