namespace SocialWorkflows.Mail;

/// <summary>How a mail as a whole is signed or encrypted (RFC 8551, RFC 3156). Says nothing about validity.</summary>
public enum MailProtection
{
    None,

    /// <summary>multipart/signed with an S/MIME signature; the signed bytes are <see cref="MimePart.Raw"/> of the first child.</summary>
    SmimeDetached,

    /// <summary>application/pkcs7-mime, signed-data: the real mail is inside the attachment smime.p7m.</summary>
    SmimeOpaque,

    /// <summary>application/pkcs7-mime, enveloped-data: nobody here can read it.</summary>
    SmimeEncrypted,

    PgpSigned,

    PgpEncrypted,
}

/// <summary>A mail as read. Message ids stand without angle brackets; texts have "\n" as line end.</summary>
public sealed record MailMessage
{
    public string? MessageId { get; init; }

    /// <summary>The sender's own date, offset kept. Never a date of receipt.</summary>
    public DateTimeOffset? Date { get; init; }

    public IReadOnlyList<MailAddress> From { get; init; } = [];

    public MailAddress? Sender { get; init; }

    public IReadOnlyList<MailAddress> ReplyTo { get; init; } = [];

    public IReadOnlyList<MailAddress> To { get; init; } = [];

    public IReadOnlyList<MailAddress> Cc { get; init; } = [];

    /// <summary>Decoded; empty when missing.</summary>
    public string Subject { get; init; } = "";

    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    public IReadOnlyList<string> References { get; init; } = [];

    public required MailHeaders Headers { get; init; }

    /// <summary>The text; where a section of the mail is only HTML, a plain rendering of it.</summary>
    public string TextBody { get; init; } = "";

    /// <summary>As sent: not sanitised, never to be shown as it is.</summary>
    public string? HtmlBody { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    public IReadOnlyList<MailDefect> Defects { get; init; } = [];

    public MailProtection Protection { get; init; }

    /// <summary>The message/delivery-status of a bounce (RFC 3464).</summary>
    public DeliveryStatus? DeliveryStatus { get; init; }

    /// <summary>Outlook's word for the kind of item, from winmail.dat ("IPM.Outlook.Recall"); null without one.</summary>
    public string? OutlookClass { get; init; }

    public required MimePart Root { get; init; }

    /// <summary>Every file that came along: the attachments, and after each attached mail what that brought in turn.</summary>
    public IEnumerable<MailAttachment> AllAttachments() =>
        Attachments.SelectMany(a => a.Message is null ? [a] : a.Message.AllAttachments().Prepend(a));

    /// <summary>Every defect, those of attached mails included.</summary>
    public IEnumerable<MailDefect> AllDefects() =>
        Defects.Concat(Attachments.Where(a => a.Message is not null).SelectMany(a => a.Message!.AllDefects()));

    /// <summary>Part of it lies beyond the limits and was not opened: what it holds is not known.</summary>
    public bool IsPartlyUnread => AllDefects().Any(d => d.Kind is MailDefectKind.DepthLimit or MailDefectKind.PartLimit);

    /// <summary>The first header of that name, decoded; null when there is none.</summary>
    public string? Header(string name) => Headers.First(name);
}
