using System.Text.Json.Serialization;
using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// The person a case is about, as the verified signature names them; without a Latvian personal code, which is then empty, as a
/// registrar read it from the papers.
/// </summary>
public sealed record Applicant(string GivenName, string Surname, string PersonalCode)
{
    /// <summary>Kind, country and number of the identity document of a person without a Latvian personal code; null for others.</summary>
    public string? Document { get; init; }

    [JsonIgnore]
    public string FullName => $"{GivenName} {Surname}";
}

/// <summary>Where the written notice goes and how; a person reads it from the application.</summary>
public sealed record Contact(string Channel, string Address);

/// <summary>A stored file with what was found out about it. <c>Signature</c> is the inspector's verdict word, null for plain files.</summary>
public sealed record CaseFile
{
    /// <summary>SHA-256 of the content, lower-case hex; also its place in the document store.</summary>
    public required string FileId { get; init; }

    public required string Name { get; init; }

    public required string MediaType { get; init; }

    public required long Size { get; init; }

    /// <summary>Name of the scanner that called the file clean.</summary>
    public required string Scanner { get; init; }

    public string? Signature { get; init; }

    public string? SignatureForStaff { get; init; }

    /// <summary>Set for files that were inside a signed container: the container's <see cref="FileId"/>.</summary>
    public string? InsideOf { get; init; }

    /// <summary>Document kind suggested by the file's name; a person confirms.</summary>
    public string? SuggestedDocument { get; init; }

    /// <summary>What a person must know before opening it: words of the mail room's file remarks, worst first.</summary>
    public IReadOnlyList<string>? Remarks { get; init; }

    /// <summary>True: it is named and kept, and handed out to nobody.</summary>
    public bool Blocked { get; init; }

    /// <summary>A person found that it does not belong here.</summary>
    [JsonIgnore]
    public bool IsSetAside => Remarks?.Contains(SetAsideRemark) ?? false;

    private const string SetAsideRemark = "set-aside";

    internal CaseFile SetAside() => IsSetAside ? this : this with { Blocked = true, SuggestedDocument = null, Remarks = [SetAsideRemark, .. Remarks ?? []] };

    internal CaseFile Released() => this with { Blocked = false, Remarks = IsSetAside ? [.. Remarks!.Where(r => r != SetAsideRemark)] : Remarks };
}

/// <summary>A signed application arrived and became a case. <c>Channel</c>: email, e-address, counter or first-contact.</summary>
public sealed record ApplicationReceived : CaseEvent
{
    public required string IntakeId { get; init; }

    public required string Channel { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Civil day of receipt in the municipality.</summary>
    public required DateOnly ReceivedOn { get; init; }

    public required Applicant Applicant { get; init; }

    public required string ReplyTo { get; init; }

    public required string MessageId { get; init; }

    public required string Subject { get; init; }

    public required IReadOnlyList<CaseFile> Files { get; init; }

    /// <summary>Service recognised with certainty, or null: a person chooses.</summary>
    public string? ServiceId { get; init; }

    public IReadOnlyList<string> MatchedWords { get; init; } = [];

    /// <summary>True when the pack lets the person in first and registers afterwards.</summary>
    public bool AdmitFirst { get; init; }

    public bool Urgent { get; init; }

    /// <summary>Other institutions of municipalities the same letter was addressed to; null when there are none.</summary>
    public IReadOnlyList<string>? AlsoSentTo { get; init; }

    /// <summary>Numbers of earlier letters, no cases then, that the same mail answers or names; null when there are none.</summary>
    public IReadOnlyList<string>? FormerLetters { get; init; }

    /// <summary>Every service the words of the message name, best first, where a person must choose among them.</summary>
    public IReadOnlyList<string>? Candidates { get; init; }

    /// <summary>The former municipality by whose rules it goes, known from the case it was opened beside.</summary>
    public string? RuleSet { get; init; }

    /// <summary>The case this one was opened beside; null for a case that a message opened.</summary>
    public CaseOrigin? Origin { get; init; }

    public CasePrefill? Prefill { get; init; }

    /// <summary>What was written down at the door, or in the form; null for a plain mail.</summary>
    public DoorEntry? Entry { get; init; }
}

/// <summary>A later message of the same correspondence.</summary>
public sealed record MessageFiled : CaseEvent
{
    public required string IntakeId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    public required string MessageId { get; init; }

    /// <summary>
    /// How the case was found: case-address, references, case-number, person (somebody filed it from the review list), or same-application for
    /// one that came in twice.
    /// </summary>
    public required string MatchedBy { get; init; }

    /// <summary>Who filed it from the review list; null when the rules did.</summary>
    public string? By { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<CaseFile> Files { get; init; }

    public bool WithdrawalSuspected { get; init; }

    /// <summary>What was written down at the door; null for what came by mail.</summary>
    public DoorEntry? Entry { get; init; }

    /// <summary>Words for what deceives the eye about its sender; null when nothing does.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>By when somebody looks at it; null where the pack has no rule, and in messages from before there was one.</summary>
    public Deadline? LookTerm { get; init; }
}

public sealed record MessageHandled(string IntakeId, string Note, string By) : CaseEvent;

public sealed record ServiceChosen(string ServiceId, bool AdmitFirst, string By) : CaseEvent
{
    /// <summary>The former municipality by whose rules the case goes; null where the municipality has rules of its own only.</summary>
    public string? RuleSet { get; init; }
}

public sealed record PersonAdmitted(string? FacilityId, DateOnly AdmittedOn, string Circumstances, Contact Contact, string By) : CaseEvent;

/// <summary><c>Number</c> is unique per municipality and year; gaps are allowed, repeats never.</summary>
public sealed record ApplicationRegistered(string Number, string ServiceId, DateOnly RegisteredOn, string Assignee) : CaseEvent
{
    /// <summary>One month from receipt (Administratīvā procesa likums, section 64(1)).</summary>
    public required DateOnly OuterLimit { get; init; }

    /// <summary>The earlier day of that limit where the calendars differ; null in records from before it was kept.</summary>
    public DateOnly? OuterSafe { get; init; }

    /// <summary>Why this person, one of <see cref="Duty.AssignmentReasons"/>; null in records from before cases were shared out.</summary>
    public string? AssignedBecause { get; init; }
}

/// <summary>The case goes to another social worker; <c>By</c> is who said so.</summary>
public sealed record CaseAssigned(string To, string? From, string Reason, string By) : CaseEvent
{
    /// <summary>What was said of the new person being near the applicant; null where nothing spoke for it, and in records from before it was asked.</summary>
    public DeclaredConflict? Conflict { get; init; }
}

/// <summary>A neutral status line went to the resident's mailbox through the send ledger.</summary>
public sealed record StatusMailSent(string Kind, string OperationId) : CaseEvent;

/// <summary>Several things happened before the first of them was told: one e-mail tells them all. Written before it is sent, so that a repeat sends the same.</summary>
/// <param name="Lead">The line whose operation the e-mail is.</param>
/// <param name="Also">Lines that it tells besides.</param>
public sealed record StatusMailsJoined(StatusLine Lead, IReadOnlyList<StatusLine> Also) : CaseEvent;

/// <summary>One thing to be told once: a kind of status e-mail and the round of what happened.</summary>
public sealed record StatusLine(string Kind, int Round);
