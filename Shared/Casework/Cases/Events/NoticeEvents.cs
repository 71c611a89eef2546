using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// Which channel the notice takes, decided at the moment of sending; written down before anything leaves, so that whoever goes on after a
/// crash takes the same one.
/// </summary>
/// <param name="Round">1 for the first sending, one more after every return.</param>
/// <param name="Recorded">The channel the person had asked for.</param>
/// <param name="Channel">The channel taken.</param>
/// <param name="Standing">What the state's service said of the e-address: <c>active</c>, <c>inactive</c> or <c>unknown</c> (nobody asked or nobody answered).</param>
/// <param name="Because">See <see cref="NoticeReasons"/>.</param>
public sealed record NoticeChannelChecked(int Round, string Recorded, string Channel, string Standing, string Because) : CaseEvent;

/// <summary>The signed letter lies ready for its channel; a person or the channel confirms the sending.</summary>
public sealed record NoticeDispatched(string Channel, string OperationId) : CaseEvent
{
    /// <summary>Null for the first sending.</summary>
    public int? Round { get; init; }

    /// <summary>The cover sheet that is printed with it; null where nothing is printed.</summary>
    public string? CoverFileId { get; init; }
}

public sealed record NoticeSent(string Channel, DateOnly SentOn, string Evidence, string By) : CaseEvent
{
    /// <summary>The contest term, running from the day of notification; null where nothing can be contested.</summary>
    public Deadline? ContestTerm { get; init; }

    public required DateOnly NotifiedOn { get; init; }

    /// <summary>Null for the first sending.</summary>
    public int? Round { get; init; }
}

/// <summary>
/// The notice did not arrive, or cannot leave this way. What follows is the pack's rule of the day, written down with its source.
/// </summary>
public sealed record NoticeReturned : CaseEvent
{
    public required int Round { get; init; }

    public required string Channel { get; init; }

    /// <summary>See <see cref="NoticeCauses"/>.</summary>
    public required string Cause { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>The channel of the next round; null: a person says where it goes.</summary>
    public string? Next { get; init; }

    /// <summary>True: by law the person counts as notified all the same, and the term runs on.</summary>
    public bool Stands { get; init; }

    /// <summary>True: the sending had been confirmed, and its day of notification falls away with it unless it stands.</summary>
    public bool WasSent { get; init; }

    /// <summary>Citation of the rule followed; null where the pack has none and a person decides.</summary>
    public string? Source { get; init; }

    public required string Note { get; init; }

    public required string By { get; init; }
}

/// <summary>A person says where the notice goes next.</summary>
public sealed record NoticeRedirected(int Round, string Channel, string Address, string Reason, string By) : CaseEvent;

/// <summary>
/// Something outside our power keeps the notice from leaving. The term of notice stays what it is: the entry is the evidence of why it was
/// missed, not an excuse that moves it.
/// </summary>
/// <param name="By"><c>machine</c> when the channel itself did not answer.</param>
public sealed record NoticeHindered(int Round, string What, string By) : CaseEvent;

/// <summary>The channel took the notice after all.</summary>
public sealed record NoticeHindranceEnded(int Round) : CaseEvent;

public sealed record ContestWindowEnded : CaseEvent;

/// <summary>Why a channel was taken. Persisted: add, never rename.</summary>
public static class NoticeReasons
{
    /// <summary>The person's recorded word, and the service agrees or has nothing against it.</summary>
    public const string Recorded = "recorded";

    /// <summary>Nobody could be asked: the person's recorded word stands.</summary>
    public const string NotChecked = "not-checked";

    /// <summary>The person has an active e-address now: only there.</summary>
    public const string EAddressActive = "e-address-active";

    /// <summary>The next rung of the ladder after a return.</summary>
    public const string Ladder = "ladder";

    /// <summary>A person said so after a return.</summary>
    public const string Redirected = "redirected";
}

/// <summary>Why a notice came back or could not leave. Persisted and named in packs: add, never rename.</summary>
public static class NoticeCauses
{
    /// <summary>The e-mail could not be delivered.</summary>
    public const string Bounced = "bounced";

    /// <summary>The channel's service or the addressee refused it.</summary>
    public const string Refused = "refused";

    /// <summary>It arrived and cannot be opened.</summary>
    public const string NotReadable = "not-readable";

    /// <summary>The person has closed the e-address.</summary>
    public const string Inactive = "inactive";

    /// <summary>The channel's service does not work, and the term ends.</summary>
    public const string ServiceDown = "service-down";

    public const string NotCollected = "not-collected";

    public const string UnknownAddress = "unknown-address";

    /// <summary>For this channel the case knows no address.</summary>
    public const string NoAddress = "no-address";

    /// <summary>The person has opened an e-address meanwhile: only there.</summary>
    public const string EAddressActive = "e-address-active";

    public static readonly IReadOnlyList<string> All = [Bounced, Refused, NotReadable, Inactive, ServiceDown, NotCollected, UnknownAddress, NoAddress, EAddressActive];
}
