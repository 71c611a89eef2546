using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Completeness;

namespace SocialWorkflows.Casework.Cases;

/// <summary>A document a person accepted, with the day on which it was received.</summary>
public sealed record AcceptedDocument(string Document, DateOnly ReceivedOn)
{
    /// <summary>The date on the paper, asked where it may not be too old.</summary>
    public DateOnly? Dated { get; init; }
}

public sealed record NotNeededDocument(string Document, string Because);

public sealed record DocumentsReviewed : CaseEvent
{
    public required int Round { get; init; }

    public required IReadOnlyList<AcceptedDocument> Accepted { get; init; }

    public required IReadOnlyList<NotNeededDocument> NotNeeded { get; init; }

    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Why each of <see cref="Missing"/> is missing; null when nothing is, and in reviews made before reasons were kept.</summary>
    public IReadOnlyList<MissingReason>? Why { get; init; }

    /// <summary>Date of birth of whoever the service is for, where it has ages and the applicant's own does not answer.</summary>
    public DateOnly? RecipientBirthDate { get; init; }

    /// <summary>True: the decision is made on what is there, although papers are missing.</summary>
    public bool ProceedWithout { get; init; }

    /// <summary>The day on which everything needed was received and registered; null while something is missing.</summary>
    public DateOnly? CompleteOn { get; init; }

    public required Contact Contact { get; init; }

    public required string By { get; init; }
}

public sealed record DocumentsRequested(int Round, IReadOnlyList<string> Missing, Deadline AnswerTerm, DateOnly RemindOn, string LetterFileId) : CaseEvent
{
    /// <summary>Own last days of documents that take longer; the others end with the latest of the common term.</summary>
    public IReadOnlyList<DocumentDue>? Dues { get; init; }

    /// <summary>Channel of the letter, fixed when it is asked: a contact that changes later must not send it a second time.</summary>
    public string? Channel { get; init; }

    /// <summary>The letter of reminder; only in the state of a case, the journal has an event of its own for it.</summary>
    public string? ReminderFileId { get; init; }
}

/// <summary>The term of one document of a request.</summary>
public sealed record DocumentDue(string Document, Deadline Term);

public sealed record DocumentsReminded(int Round) : CaseEvent;

/// <summary>The letter of reminder lies ready for the channel of the request.</summary>
public sealed record DocumentsReminderDispatched(int Round, string FileId, string Channel) : CaseEvent;

public sealed record AnswerOverdue(int Round) : CaseEvent;

/// <summary>All documents are received and registered: the decision clock runs from <c>CompleteOn</c>.</summary>
public sealed record DecisionClockStarted(DateOnly CompleteOn, Deadline Term) : CaseEvent;
