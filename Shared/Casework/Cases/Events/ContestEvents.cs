using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// Somebody contests the decision. In time or late is found by rule from the day on which it was lodged; a late one is handed over
/// too, because only the contest body may refuse it.
/// </summary>
public sealed record ContestReceived : CaseEvent
{
    public required int Round { get; init; }

    /// <summary>The filed message that says so; null for paper.</summary>
    public string? IntakeId { get; init; }

    /// <summary>Day on which it reached this institution.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Day on which the person lodged it, here or with the wrong body; this day counts.</summary>
    public required DateOnly LodgedOn { get; init; }

    /// <summary><c>applicant</c>, <c>representative</c> or <c>stranger</c>.</summary>
    public required string From { get; init; }

    /// <summary>How it came; see <see cref="ContestRoutes"/>.</summary>
    public required string Route { get; init; }

    /// <summary>Last day to contest; null while no decision was notified. Found anew with every notice: see <see cref="ContestReckoned"/>.</summary>
    public DateOnly? ContestUntil { get; init; }

    /// <summary>Calendar days after <see cref="ContestUntil"/>; 0 in time.</summary>
    public int DaysLate { get; init; }

    /// <summary>By when it is handed over to the contest body; null where there is no decision to contest.</summary>
    public Deadline? HandOverTerm { get; init; }

    /// <summary>Whether it suspends the effect of the decision until it is decided; null in records from before it was kept, and where nothing was decided.</summary>
    public bool? Suspends { get; init; }

    /// <summary>The norm that says so.</summary>
    public string? SuspensionSource { get; init; }

    /// <summary>True: the letter did not say where and by when to contest, so the longer term of the law holds. Null otherwise.</summary>
    public bool? WithoutInstruction { get; init; }

    public required string Note { get; init; }

    public required string By { get; init; }

    /// <summary>Its own number in the register, for example <c>AP-2026/4</c>; null in records from before contests had one.</summary>
    public string? Number { get; init; }
}

/// <summary>Its notice was sent or came back, so that the contest is in time or late, and suspends or not, by another day than before.</summary>
public sealed record ContestReckoned : CaseEvent
{
    public required int Round { get; init; }

    /// <summary>Last day to contest; null while the decision is not notified, which makes the contest premature and in time.</summary>
    public DateOnly? ContestUntil { get; init; }

    public int DaysLate { get; init; }

    public bool? Suspends { get; init; }

    public string? SuspensionSource { get; init; }
}

public sealed record ContestHandedOver(int Round, DateOnly On, string Evidence, string By) : CaseEvent
{
    /// <summary>What was handed over; null in records from before it was kept.</summary>
    public IReadOnlyList<HandedFile>? Files { get; init; }

    /// <summary>The intake id of the message that carried the contest, or <see cref="ContestOriginals.Paper"/>; null in records from before it was asked.</summary>
    public string? Original { get; init; }

    /// <summary>The letter that went with it, and the whole archive, as kept at that moment; null in records from before they were kept.</summary>
    public string? LetterFileId { get; init; }

    /// <inheritdoc cref="LetterFileId"/>
    public string? PackageFileId { get; init; }
}

/// <summary><c>Result</c>: upheld, changed, annulled or not-examined.</summary>
public sealed record ContestDecided(int Round, string Result, DateOnly On, string Note, string By) : CaseEvent;

/// <summary>How a contest came. Persisted: add, never rename.</summary>
public static class ContestRoutes
{
    /// <summary>Handed in where the decision says.</summary>
    public const string Here = "here";

    /// <summary>Lodged with another body, which passed it on.</summary>
    public const string OtherBody = "other-body";

    /// <summary>Came although nothing was decided: there is nothing to contest yet, the worker answers it.</summary>
    public const string NoDecision = "no-decision";
}

/// <summary>One contest with what became of it.</summary>
public sealed record ContestCase(ContestReceived Received, ContestHandedOver? HandedOver, ContestDecided? Decided)
{
    /// <summary>The decision has no effect while this is true.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsSuspending => Received.Suspends == true && Decided is null;

    internal ContestCase Reckoned(ContestReckoned anew) => this with
    {
        Received = Received with { ContestUntil = anew.ContestUntil, DaysLate = anew.DaysLate, Suspends = anew.Suspends, SuspensionSource = anew.SuspensionSource },
    };

    internal bool WaitsForHandOver => Received.HandOverTerm is not null && HandedOver is null;

    internal bool WaitsForResult => HandedOver is not null && Decided is null;
}
