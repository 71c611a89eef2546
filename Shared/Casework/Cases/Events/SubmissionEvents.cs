using System.Text.Json.Serialization;
using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// A signed message that asks for no service: a general submission with its own clock (Iesniegumu likums), answered or passed on,
/// never decided.
/// </summary>
public sealed record SubmissionRegistered(string Number, DateOnly RegisteredOn, string Assignee, Deadline AnswerTerm, Deadline ForwardTerm, string By) : CaseEvent;

public sealed record SubmissionAnswered(string Channel, DateOnly SentOn, string Evidence, string Note, string By) : CaseEvent;

/// <summary>Another institution is competent; the person was told.</summary>
public sealed record SubmissionForwarded(string Institution, DateOnly SentOn, string Evidence, string By) : CaseEvent;

/// <summary>A general submission and its end.</summary>
public sealed record Submission(SubmissionRegistered Registered, SubmissionAnswered? Answered, SubmissionForwarded? Forwarded)
{
    [JsonIgnore]
    public bool IsEnded => Answered is not null || Forwarded is not null;
}
