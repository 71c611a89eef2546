namespace SocialWorkflows.Mail;

/// <summary>A node of the mail's structure. Memory slices of the mail as received, nothing copied.</summary>
public sealed class MimePart
{
    internal MimePart()
    {
    }

    /// <summary>"1", "1.2", …: as in IMAP, the whole being "0".</summary>
    public required string Number { get; init; }

    public required MailHeaders Headers { get; init; }

    /// <summary>Lower case "type/subtype", the default of the context when missing.</summary>
    public required string ContentType { get; init; }

    /// <summary>Parameters of Content-Type, RFC 2231 and encoded words decoded.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Lower case "attachment", "inline", …; null when not given.</summary>
    public string? Disposition { get; init; }

    /// <summary>The file name as given and decoded, not cleaned.</summary>
    public string? GivenFileName { get; init; }

    /// <summary>Without angle brackets.</summary>
    public string? ContentId { get; init; }

    /// <summary>Headers and body exactly as received, without the line break before the next boundary: what multipart/signed is computed over.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>The body as received, transfer encoding not removed.</summary>
    public required ReadOnlyMemory<byte> EncodedBody { get; init; }

    /// <summary>Empty for a leaf.</summary>
    public IReadOnlyList<MimePart> Children { get; init; } = [];

    public bool IsMultipart => Children.Count > 0;

    /// <summary>All leaves in order; an attached mail counts as one.</summary>
    public IEnumerable<MimePart> Leaves() => Children.Count == 0 ? [this] : Children.SelectMany(c => c.Leaves());

    internal string TransferEncoding { get; init; } = "7bit";

    internal int Depth { get; init; }
}
