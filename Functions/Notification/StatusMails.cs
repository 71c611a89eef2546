namespace SocialWorkflows.Functions;

/// <summary>Kinds of status line. Persisted in journal and send ledger: add, never rename.</summary>
internal static class StatusMails
{
    public const string Receipt = "receipt";
    public const string DocumentsRequested = "documents-requested";
    public const string DocumentsReminder = "documents-reminder";
    public const string TermExtended = "term-extended";
    public const string DecisionSent = "decision-sent";

    /// <summary>A date the person was told has moved.</summary>
    public const string TermMoved = "term-moved";

    /// <summary>A freed place is offered; the line says only that there is a letter.</summary>
    public const string PlaceOffered = "place-offered";

    /// <summary>A new link to the status page, asked for there.</summary>
    public const string StatusLink = "status-link";

    /// <summary>Where the case stands, asked for by e-mail.</summary>
    public const string StatusAnswer = "status-answer";

    /// <summary>The same for every question about a case that is not the writer's.</summary>
    public const string StatusUnknown = "status-unknown";

    /// <summary>To the address on the case: a change of address was asked for, and how to stop it.</summary>
    public const string ContactAsked = "contact-asked";

    /// <summary>Of older versions: a number to the former address.</summary>
    private const string ContactCode = "contact-code";

    /// <summary>The notice had not arrived and went another way: the dates known before no longer hold.</summary>
    public const string DecisionResent = "decision-resent";

    public const string Unsigned = "unsigned";
    public const string InvalidSignature = "invalid-signature";

    /// <summary>The signature is being checked; the day of submission is kept.</summary>
    public const string SignatureChecking = "signature-checking";

    /// <summary>A letter in a thread of ours that belongs to no open case, as far as the machine may say: a person reads it.</summary>
    public const string MessageReceived = "message-received";

    /// <summary>Whether it is one of the lines that a case's journal remembers by <c>status-mail-sent</c>.</summary>
    public static bool IsOfACase(string kind) =>
        kind is Receipt or DocumentsRequested or DocumentsReminder or TermExtended or DecisionSent or TermMoved or PlaceOffered or DecisionResent
            or StatusLink or StatusAnswer or ContactAsked or ContactCode;

    /// <summary>Whether it goes to the address that is the case's when it leaves. The word that a change was asked for is for the former one, also later.</summary>
    public static bool FollowsTheAddress(string kind) => IsOfACase(kind) && kind is not (ContactAsked or ContactCode);
}

internal sealed record StatusMailInput(CaseInput Case, string Kind);
