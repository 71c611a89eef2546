namespace SocialWorkflows.Mail;

/// <summary>Everything in a mail that is not its text: files, inline pictures, attached mails, signatures, winmail.dat.</summary>
public sealed record MailAttachment
{
    /// <summary>For people: cleaned by <see cref="SafeFileName"/>, never empty, not unique, never to be used as a storage path.</summary>
    public required string FileName { get; init; }

    /// <summary>The name as the sender gave it, decoded; null when there was none.</summary>
    public string? GivenFileName { get; init; }

    /// <summary>Lower case, as claimed by the sender.</summary>
    public required string ContentType { get; init; }

    /// <summary>Transfer encoding removed.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>A picture of the HTML body, or marked inline.</summary>
    public bool IsInline { get; init; }

    public string? ContentId { get; init; }

    /// <summary>The part it came from ("1.2"); files out of a winmail.dat go on counting ("1.2.t1").</summary>
    public required string PartNumber { get; init; }

    /// <summary>Set for a file that was inside a winmail.dat: the <see cref="PartNumber"/> of that.</summary>
    public string? InsideOf { get; init; }

    /// <summary>The attached mail (message/rfc822, message/global, or a file called .eml) when it could be read.</summary>
    public MailMessage? Message { get; init; }

    /// <summary>Outlook's winmail.dat; the files in it follow as attachments of their own when it could be read.</summary>
    public bool IsTnef => ContentType is "application/ms-tnef" or "application/vnd.ms-tnef"
        || FileName.Equals("winmail.dat", StringComparison.OrdinalIgnoreCase);
}
