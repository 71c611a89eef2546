using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Functions;

/// <summary>A mail of the generated mailbox, and the end it must come to.</summary>
/// <param name="Kind">For the count of kinds.</param>
/// <param name="Reason">The ledger's word beside the disposition.</param>
/// <param name="Receipt">How many mails its sender may get for it.</param>
internal sealed record SeededMail(string Kind, string File, byte[] Raw, string Disposition, string Reason, int Receipt)
{
    public string Municipality { get; init; } = "smiltene";

    /// <summary>Without the angle brackets; empty where there is none.</summary>
    public string MessageId { get; init; } = string.Empty;

    /// <summary>Of the application whose case this must be filed in; null for none.</summary>
    public string? AnswersTo { get; init; }

    /// <summary>Something that has to be scanned, such as the report in a bounce.</summary>
    public bool HasFiles => MessageId.Length > 0 && MimeReader.Read(Raw).Attachments.Count > 0;

    /// <summary>The same message as an earlier one: no row of its own.</summary>
    public bool IsRepeat { get; init; }
}

/// <summary>A case that an earlier application opened, as its applicant knows it from the receipt.</summary>
/// <param name="MessageId">Of the application.</param>
/// <param name="Applicant">The address it was written from.</param>
/// <param name="ReplyAddress">The case's own.</param>
internal sealed record OpenedCase(string MessageId, string Applicant, string ReplyAddress);
