using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Retention;

/// <summary>Why a record must be kept. Only for the round and its notes; nothing stores these words.</summary>
public enum KeptBecause
{
    /// <summary>Its case was never closed; of a message: it has not ended, or belongs to a case; of a list: not all its mails were given.</summary>
    NotEnded,

    /// <summary>The case was closed, but something is under way in it again: a contest, a message nobody dealt with, a notice that came back.</summary>
    UnderWay,

    /// <summary>No term is valid today that the municipality has confirmed.</summary>
    NoConfirmedTerm,

    /// <summary>The years of the term valid today are not over.</summary>
    TermRuns,
}

/// <summary>Whether a record may be destroyed on a day. One place for the nightly proposal and for the last look before the key goes.</summary>
/// <param name="From">Day on which the term began to run; null while it does not.</param>
/// <param name="DueOn">Day on which it is over; null where there is no confirmed term.</param>
/// <param name="Hindrance">Null when it may be destroyed.</param>
public sealed record RetentionTerm(DateOnly? From, DateOnly? DueOn, KeptBecause? Hindrance)
{
    /// <summary>Ends of a message that is no part of a case.</summary>
    public static readonly IReadOnlyList<string> Ended = [Dispositions.AnsweredRefusal, Dispositions.Machine, Dispositions.Settled];

    public bool MayBeDestroyed => Hindrance is null;

    /// <param name="state">Of the case.</param>
    /// <param name="lastEventOn">Day of its newest event: whatever happened after the closing lets the term begin anew.</param>
    /// <param name="rule">Valid today; null where there is none.</param>
    /// <param name="today">Civil day of the municipality.</param>
    public static RetentionTerm OfCase(CaseState state, DateOnly lastEventOn, RetentionClass? rule, DateOnly today)
    {
        if (state.Closed is not { } closed)
        {
            return new RetentionTerm(null, null, KeptBecause.NotEnded);
        }

        return (state with { Closed = null }).MayClose
            ? Counted(closed.ClosedOn > lastEventOn ? closed.ClosedOn : lastEventOn, rule, today)
            : new RetentionTerm(null, null, KeptBecause.UnderWay);
    }

    /// <param name="message">Of no case.</param>
    /// <param name="endedOn">Civil day of its end; null while it has none.</param>
    /// <param name="rule">Valid today; null where there is none.</param>
    /// <param name="today">Civil day of the municipality.</param>
    public static RetentionTerm OfMessage(IntakeRow message, DateOnly? endedOn, RetentionClass? rule, DateOnly today) =>
        endedOn is { } from && message.CaseId is null && Ended.Contains(message.Disposition)
            ? Counted(from, rule, today)
            : new RetentionTerm(null, null, KeptBecause.NotEnded);

    /// <param name="isUnderWay">It was let go, and not all its mails were given to the send ledger.</param>
    /// <param name="lastOn">Civil day of the last thing that was done with the list.</param>
    /// <param name="rule">Valid today; null where there is none.</param>
    /// <param name="today">Civil day of the municipality.</param>
    public static RetentionTerm OfList(bool isUnderWay, DateOnly lastOn, RetentionClass? rule, DateOnly today) =>
        isUnderWay ? new RetentionTerm(null, null, KeptBecause.NotEnded) : Counted(lastOn, rule, today);

    private static RetentionTerm Counted(DateOnly from, RetentionClass? rule, DateOnly today)
    {
        if (rule is not { Confirmed: true })
        {
            return new RetentionTerm(from, null, KeptBecause.NoConfirmedTerm);
        }

        var due = rule.EndOf(from);
        return new RetentionTerm(from, due, due <= today ? null : KeptBecause.TermRuns);
    }
}
