namespace SocialWorkflows.Mail;

/// <summary>How much of one mail is unpacked. What lies beyond is kept unread and recorded as a defect.</summary>
public sealed record MimeLimits
{
    public static MimeLimits Default { get; } = new();

    /// <summary>Nesting of multiparts and attached mails together. Default 20.</summary>
    public int MaxDepth { get; init; } = 20;

    /// <summary>Parts in the whole mail, attached mails included. Default 500.</summary>
    public int MaxParts { get; init; } = 500;

    /// <summary>Header fields of one part. Default 1000.</summary>
    public int MaxHeaders { get; init; } = 1000;

    /// <summary>Bytes of one header field, folded lines included; the rest of it is cut. Default 64 KiB.</summary>
    public int MaxHeaderBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes of all header fields of one part. Default 1 MiB.</summary>
    public int MaxHeaderBlockBytes { get; init; } = 1024 * 1024;

    /// <summary>Blank lines tolerated before the first header. Default 32.</summary>
    public int MaxLeadingBlankLines { get; init; } = 32;

    /// <summary>Addresses read from one header. Default 1000.</summary>
    public int MaxAddresses { get; init; } = 1000;
}
