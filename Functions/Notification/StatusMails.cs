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

    /// <summary>Proves that whoever changes the address reads the former one.</summary>
    public const string ContactCode = "contact-code";

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
        kind is Receipt or DocumentsRequested or DocumentsReminder or TermExtended or DecisionSent or TermMoved or PlaceOffered or DecisionResent;
}

internal sealed record StatusMailInput(CaseInput Case, string Kind);
