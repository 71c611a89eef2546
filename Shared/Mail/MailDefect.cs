namespace SocialWorkflows.Mail;

/// <summary>What was wrong with a mail that could be read nevertheless.</summary>
public enum MailDefectKind
{
    /// <summary>A line among the headers is no header, or the blank line after the headers is missing.</summary>
    MalformedHeader,

    /// <summary>Too many or too long headers; those past the limit were not read.</summary>
    HeaderLimit,

    /// <summary>Multiparts or attached mails nested too deep; the rest is one attachment, unread.</summary>
    DepthLimit,

    /// <summary>Too many parts; the rest is one attachment, unread.</summary>
    PartLimit,

    /// <summary>A multipart without a usable boundary, or whose boundary never comes.</summary>
    MissingBoundary,

    /// <summary>The closing boundary of a multipart is missing: the mail may have been cut off.</summary>
    MissingEndBoundary,

    /// <summary>Unknown or damaged Content-Transfer-Encoding.</summary>
    TransferEncoding,

    /// <summary>Charset unknown, wrong or not given: the text was read by a guess (UTF-8, else windows-1257).</summary>
    CharsetGuessed,

    /// <summary>An encoded word (RFC 2047) is cut or damaged and was left as it came.</summary>
    EncodedWord,

    /// <summary>An address without a usable addr-spec.</summary>
    InvalidAddress,

    /// <summary>Group syntax in an address list.</summary>
    AddressGroup,

    /// <summary>A header that must stand at most once stands more often.</summary>
    RepeatedHeader,

    /// <summary>No usable sender.</summary>
    NoSender,

    /// <summary>No Date header, or one that cannot be read.</summary>
    InvalidDate,

    /// <summary>A fragment (message/partial); it is kept, not joined.</summary>
    PartialMessage,

    /// <summary>An attached mail could not be read; its bytes are kept.</summary>
    AttachedMailUnreadable,

    /// <summary>NUL bytes in a text.</summary>
    NulByte,

    /// <summary>A Content-Type that is none.</summary>
    InvalidContentType,

    /// <summary>A winmail.dat that ends early or does not add up: there may have been more in it.</summary>
    DamagedTnef,
}

/// <summary>One defect. <paramref name="Where"/> names a header or a part ("part 1.2"), never content.</summary>
public sealed record MailDefect(MailDefectKind Kind, string Where);
