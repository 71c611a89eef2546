namespace SocialWorkflows.Mail;

/// <summary>A mail of ours, before it is bytes. <see cref="MimeWriter"/> says what it refuses.</summary>
public sealed record OutgoingMail
{
    /// <summary>Case + step + round: the same id is delivered to an outbox once. No personal data.</summary>
    public required string OperationId { get; init; }

    public required MailAddress From { get; init; }

    public required IReadOnlyList<MailAddress> To { get; init; }

    public MailAddress? ReplyTo { get; init; }

    public required string Subject { get; init; }

    /// <summary>Plain text; any line ends.</summary>
    public required string Text { get; init; }

    public string? Html { get; init; }

    public IReadOnlyList<OutgoingAttachment> Attachments { get; init; } = [];

    /// <summary>With or without angle brackets; made by the caller from the operation, so that a repeat carries the same one.</summary>
    public required string MessageId { get; init; }

    public required DateTimeOffset Date { get; init; }

    public string? InReplyTo { get; init; }

    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>RFC 3834; "auto-generated" or "auto-replied". Null for a mail that a person wrote.</summary>
    public string? AutoSubmitted { get; init; }

    /// <summary>Further header fields, in this order. Fields the writer makes itself are refused.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}

/// <param name="FileName">For the receiver, any Unicode.</param>
/// <param name="ContentType">"type/subtype".</param>
public sealed record OutgoingAttachment(string FileName, string ContentType, ReadOnlyMemory<byte> Content);
