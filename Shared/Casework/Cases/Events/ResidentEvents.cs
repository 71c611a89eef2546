namespace SocialWorkflows.Casework.Cases;

/// <summary>A link to the status page was used; a link opens the page once.</summary>
/// <param name="LinkId">Opaque id inside the link.</param>
public sealed record StatusLinkOpened(string LinkId) : CaseEvent;

/// <summary>The status page was closed by the person: what its link had opened opens nothing more.</summary>
/// <param name="LinkId">Opaque id inside the link.</param>
public sealed record StatusPageLeft(string LinkId) : CaseEvent;

/// <summary>Somebody on the status page asks to be written to elsewhere. Nothing changes until a person has made sure by another way than the mailbox.</summary>
/// <param name="Round">How often it was asked, from 1.</param>
/// <param name="What">One of <see cref="ContactParts"/>.</param>
/// <param name="Value">The new address.</param>
/// <param name="Number">Six digits for a letter to the postal address on the case: whoever can say them reads that post. Never shown to whoever asks.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Until">The last day on which it can be confirmed.</param>
public sealed record ContactChangeAsked(int Round, string What, string Value, string Number, DateTimeOffset AskedAt, DateOnly Until) : CaseEvent;

/// <summary>A person made sure who asks, or did not succeed.</summary>
/// <param name="Round">Of the <see cref="ContactChangeAsked"/>.</param>
/// <param name="Answer">One of <see cref="ContactAnswers"/>.</param>
/// <param name="Note">For colleagues; empty when nothing was to be said.</param>
/// <param name="By">Who made sure.</param>
public sealed record ContactChangeAnswered(int Round, string Answer, string Note, string By) : CaseEvent;

/// <summary>What a resident can ask to change. Persisted: add, never rename.</summary>
public static class ContactParts
{
    /// <summary>Where status lines go.</summary>
    public const string Email = "email";

    /// <summary>Where letters go.</summary>
    public const string PostalAddress = "postal-address";
}

/// <summary>By which way a person made sure who asks. Persisted: add, never rename.</summary>
public static class ContactAnswers
{
    /// <summary>Called the number of the application.</summary>
    public const string Phone = "phone";

    public const string InPerson = "in-person";

    /// <summary>The person said the number from a letter by post.</summary>
    public const string Letter = "letter";

    /// <summary>It was not the person, or nobody could make sure: nothing changes.</summary>
    public const string Refused = "refused";
}

/// <summary>The newest request of a case to change where the person is written to.</summary>
public sealed record ContactRequest(ContactChangeAsked Asked, bool IsAnswered)
{
    /// <summary>Whether somebody may still confirm it.</summary>
    public bool IsOpen(DateOnly today) => !IsAnswered && today <= Asked.Until;

    /// <summary>A letter's way can be changed while no decision is made; after that the notice is sent another way by its own verb.</summary>
    public static bool MayChangePost(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is { Contact.Channel: "registered" or "post", Approval: null, Closed: null };
    }
}

/// <summary>The address to which neutral status lines go was replaced; the written notice keeps its own channel.</summary>
/// <param name="Address">The new one.</param>
/// <param name="By">A person's id; in older cases also <see cref="Resident"/>, who read a number in the former mailbox.</param>
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
