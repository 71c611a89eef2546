namespace SocialWorkflows.Letters.Mail;

/// <summary>The status e-mails there are. Each says one neutral sentence; what is sensitive stands in the letter.</summary>
public enum StatusMailKind
{
    /// <summary>The application is received and registered.</summary>
    Receipt,
    DocumentsRequested,
    DocumentsReminder,

    /// <summary>The term to decide was moved.</summary>
    TermExtended,

    /// <summary>The calendar changed and with it a date of ours that the person was told, earlier or later.</summary>
    TermMoved,

    /// <summary>The calendar changed and gave the person more time to do something.</summary>
    OwnTermMoved,

    /// <summary>A letter that wants an answer is on its way.</summary>
    PlaceOffered,

    /// <summary>A decision was sent; the same text for every outcome.</summary>
    DecisionSent,

    /// <summary>The decision did not arrive and was sent once more, another way: its terms are counted anew.</summary>
    DecisionResent,

    /// <summary>The message came without a signature; it has an intake number, not a registration number.</summary>
    NotSigned,

    /// <summary>The signature on the message is not valid.</summary>
    InvalidSignature,

    /// <summary>A link to the status page, on request.</summary>
    StatusLink,

    /// <summary>Where the application stands, on request.</summary>
    StatusAnswer,

    /// <summary>The same for every question that names no application of the writer's.</summary>
    StatusUnknown,

    /// <summary>A change of address was asked for; nothing has changed yet.</summary>
    ContactAsked,

    /// <summary>The signature is being checked; the day of submission is kept.</summary>
    SignatureChecking,

    /// <summary>A letter arrived that a person will read; says nothing of any case.</summary>
    MessageReceived,
}
