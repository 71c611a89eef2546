using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.People;

/// <summary>Somebody looked at something about a person. <c>Number</c> and <c>Hash</c> chain the looks of one subject.</summary>
public sealed record Look
{
    public required string Municipality { get; init; }

    /// <summary>Id of the case, message or list.</summary>
    public required string SubjectId { get; init; }

    /// <summary>From 1 without gaps; 0 before it is written.</summary>
    public long Number { get; init; }

    public required string PersonId { get; init; }

    /// <summary>One of <see cref="LookKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Which file, where the kind is one.</summary>
    public string? What { get; init; }

    /// <summary>Why the glass was broken, in the person's words.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Of this look and the one before; empty before it is written.</summary>
    public string Hash { get; init; } = string.Empty;
}

/// <summary>What was looked at. Persisted: add, never rename.</summary>
public static class LookKinds
{
    public const string Case = "case";
    public const string File = "file";
    public const string Letter = "letter";
    public const string Card = "card";
    public const string Message = "message";
    public const string List = "list";

    /// <summary>A restricted case was opened by somebody whose work it is not.</summary>
    public const string Glass = "glass";
}

/// <summary>Where the looks of a subject now begin, written down when the oldest went at the end of their term.</summary>
/// <param name="Number">Of the last look that went; 0 when none did.</param>
/// <param name="Hash">Of that look: the next one is chained to it.</param>
public sealed record LookCut(long Number, string Hash)
{
    /// <summary>Nothing went.</summary>
    public static LookCut None { get; } = new(0, JournalChain.Start);
}

/// <summary>Who looked at what: append-only, chained for each subject, never crossing municipalities. What cannot be written down is not shown.</summary>
public interface ILooks
{
    /// <summary>Writes the look down at the end of its subject's chain and stamps it.</summary>
    Task<Look> WriteAsync(Look look, CancellationToken cancellation);

    /// <summary>The newest first, before that number where one is given.</summary>
    Task<IReadOnlyList<Look>> ListAsync(string municipality, string subjectId, long? before, int most, CancellationToken cancellation);

    /// <summary>The newest <see cref="LookKinds.Glass"/> of the person; null when there is none.</summary>
    Task<Look?> LastGlassAsync(string municipality, string subjectId, string personId, CancellationToken cancellation);

    /// <summary>Of what the person broke the glass at that instant or later: none is missing. One may be named by mistake; <see cref="LastGlassAsync"/> decides.</summary>
    Task<IReadOnlyList<string>> GlassesAsync(string municipality, string personId, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>What has looks of before that instant: ids in the order of the store.</summary>
    /// <param name="municipality">Whose.</param>
    /// <param name="before">Instant.</param>
    /// <param name="after">The last id of the page before; null for the first.</param>
    /// <param name="most">Of one page.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<IReadOnlyList<string>> OlderAsync(string municipality, DateTimeOffset before, string? after, int most, CancellationToken cancellation);

    /// <summary>
    /// Takes the oldest looks of the subject away, up to the first that is not of before that instant, and writes down in the same commit where the chain now begins.
    /// A chain that does not hold keeps everything from its break on: what somebody took must not look as if its term had been over.
    /// </summary>
    /// <returns>How many went. Repeatable.</returns>
    Task<int> CutAsync(string municipality, string subjectId, DateTimeOffset before, int most, CancellationToken cancellation);
}
