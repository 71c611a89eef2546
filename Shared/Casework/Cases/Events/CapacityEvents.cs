using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>The decision puts the person in the queue for a facility; the place in it goes by the instant of this event.</summary>
public sealed record QueueJoined(string FacilityId) : CaseEvent;

/// <summary>A freed place is kept for this case until the answer or the end of the term.</summary>
public sealed record PlaceOffered(int Round, string FacilityId, DateOnly OfferedOn, Deadline AnswerTerm) : CaseEvent;

/// <summary><c>Answer</c>: accepted, declined (out of the queue) or later (back to the end of the queue).</summary>
public sealed record OfferAnswered(int Round, string Answer, DateOnly AnsweredOn, string Note, string By) : CaseEvent
{
    /// <summary>The filed message that says so; null for an answer by word of mouth.</summary>
    public string? IntakeId { get; init; }
}

/// <summary>The letter about the offer lies ready for its channel.</summary>
public sealed record OfferDispatched(int Round, string FileId, string Channel, DateOnly DatedOn) : CaseEvent;

/// <summary>Nobody answered in the term: the place goes to the next, the person to the end of the queue, and a task to the worker.</summary>
public sealed record OfferLapsed(int Round) : CaseEvent;

public sealed record QueueLeft(DateOnly On, string Reason, string By) : CaseEvent;

/// <summary>Answers to an offer. Persisted: add, never rename.</summary>
public static class OfferAnswers
{
    public const string Accepted = "accepted";
    public const string Declined = "declined";
    public const string Later = "later";
}

/// <summary>Where a case stands in a queue. <c>Round</c> counts its offers; <c>Offer</c> is the open one.</summary>
public sealed record QueueStanding(string FacilityId, int Round, PlaceOffered? Offer, string? Ended)
{
    /// <summary>The newest letter about an offer; null while none was written.</summary>
    public OfferDispatched? Letter { get; init; }

    public const string EndedAccepted = "accepted";
    public const string EndedDeclined = "declined";
    public const string EndedLeft = "left";

    internal QueueStanding Answer(OfferAnswered answered) => this with
    {
        Offer = null,
        Ended = answered.Answer switch
        {
            OfferAnswers.Accepted => EndedAccepted,
            OfferAnswers.Declined => EndedDeclined,
            _ => null,
        },
    };
}
