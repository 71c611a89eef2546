using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Intake.Doors;

/// <summary>Doors beside the mailbox. Persisted in stored messages and as <see cref="ApplicationReceived.Channel"/>: add, never rename.</summary>
internal static class DoorKinds
{
    public const string Counter = "counter";
    public const string EAddress = "e-address";
    public const string FirstContact = "first-contact";

    /// <summary>The page of a resident without an account.</summary>
    public const string StatusPage = "status-page";

    public static IReadOnlyList<string> All { get; } = [Counter, EAddress, FirstContact, StatusPage];
}

/// <summary>What came in at a door, as the person at it wrote it down or the e-address said it.</summary>
internal sealed record DoorRecord
{
    public required string Kind { get; init; }

    /// <summary>Null for a first contact of somebody who gave no name.</summary>
    public Applicant? Applicant { get; init; }

    /// <summary>Chosen at the counter; null: recognised from the words, or chosen by a person afterwards.</summary>
    public string? ServiceId { get; init; }

    /// <summary>Benefits and services asked for in the same paper.</summary>
    public IReadOnlyList<string> AlsoServiceIds { get; init; } = [];

    /// <summary>E-mail for neutral status lines; empty where there is none.</summary>
    public string ReplyTo { get; init; } = "";

    public bool Urgent { get; init; }

    /// <summary>The case the registrar added it to at once; null where none was named.</summary>
    public string? JoinCaseId { get; init; }

    /// <summary>The case whose status page was open; null at the other doors.</summary>
    public string? OfCaseId { get; init; }

    /// <summary>One of <see cref="ResidentAsks"/>; null at the other doors.</summary>
    public string? Asks { get; init; }

    /// <summary>Somebody let in before any application (crisis centre, night shelter).</summary>
    public DoorAdmission? Admission { get; init; }

    /// <summary>The sender's address for messages of the e-address; empty at the counter.</summary>
    public string SenderAddress { get; init; } = "";

    public required DoorEntry Entry { get; init; }

    /// <summary>SHA-256 of every file of the message, in order: the seal covers them.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}

internal sealed record DoorAdmission(string? FacilityId, DateOnly AdmittedOn, string Circumstances, Contact Contact);
