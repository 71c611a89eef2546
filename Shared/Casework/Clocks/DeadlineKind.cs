namespace SocialWorkflows.Casework.Clocks;

/// <summary>Which clock is computed, and from what day it runs.</summary>
public enum DeadlineKind
{
    /// <summary>Decide; runs from the day on which all documents are received and registered.</summary>
    Decision,

    /// <summary>Inform in writing; runs from the day of the decision.</summary>
    Notice,

    /// <summary>The person may contest; computed from the day of sending through the channel used.</summary>
    Contest,

    /// <summary>The person sends missing documents; runs from the day of the request.</summary>
    DocumentRequest,

    /// <summary>The day on which a reminder goes out before a document request ends; from the day of the request.</summary>
    Reminder,

    /// <summary>Outer limit of the law for the decision; runs from the day of receipt.</summary>
    OuterLimit,

    /// <summary>The person takes an offered place or not; runs from the day of the offer.</summary>
    Offer,

    /// <summary>Looking at a message in a case; runs from the day of its registration.</summary>
    Reply,

    /// <summary>Answer to a general submission; runs from its registration.</summary>
    Submission,

    /// <summary>Passing on to the competent institution; runs from the day of receipt.</summary>
    Forwarding,
}
