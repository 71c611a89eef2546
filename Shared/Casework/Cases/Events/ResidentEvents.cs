namespace SocialWorkflows.Casework.Cases;

/// <summary>A link to the status page was used; a link opens the page once.</summary>
/// <param name="LinkId">Opaque id inside the link.</param>
public sealed record StatusLinkOpened(string LinkId) : CaseEvent;

/// <summary>The address to which neutral status lines go was replaced; the written notice keeps its own channel.</summary>
/// <param name="Address">The new one.</param>
/// <param name="By">A person's id, or <see cref="Resident"/> who proved to read the former one.</param>
public sealed record ReplyAddressChanged(string Address, string By) : CaseEvent
{
    public const string Resident = "resident";
}

/// <summary>Somebody may read over the person's shoulder: from now on e-mail is neutral, or there is none.</summary>
/// <param name="Round">How often it was set, from 1.</param>
/// <param name="Mode">One of <see cref="SafeModes"/>.</param>
/// <param name="Note">Why, for colleagues.</param>
/// <param name="By">Who set it.</param>
public sealed record SafeModeSet(int Round, string Mode, string Note, string By) : CaseEvent;

/// <summary>How status e-mails of a case are sent. Persisted: add, never rename.</summary>
public static class SafeModes
{
    /// <summary>As usual.</summary>
    public const string Off = "off";

    /// <summary>From a neutral sender, with a neutral subject and text, without links.</summary>
    public const string Neutral = "neutral";

    /// <summary>No e-mail leaves at all; a person tells the resident.</summary>
    public const string Silent = "silent";
}
