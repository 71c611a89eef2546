namespace SocialWorkflows.Mail.Files;

/// <summary>What a file is, by its content; its name and claimed type are not asked.</summary>
public enum FileKind
{
    Unknown,
    Empty,
    Text,
    Html,
    Xml,
    Svg,
    Script,
    Pdf,
    Rtf,

    /// <summary>A ZIP of nothing more particular.</summary>
    Zip,

    /// <summary>ASiC or eDoc.</summary>
    SignedContainer,
    WordDocument,
    Spreadsheet,
    Presentation,
    OpenDocument,
    Xps,

    /// <summary>Word, Excel, PowerPoint or Works before 2007, and other OLE files.</summary>
    OldOffice,

    /// <summary>Outlook .msg.</summary>
    OutlookMessage,
    OneNote,
    Jpeg,
    Png,
    Gif,
    Tiff,
    Bmp,
    Webp,
    Heic,
    Avif,
    Audio,
    Video,

    /// <summary>rar, 7z, gz, xz, bz2, tar, cab, arj and others that are not opened here.</summary>
    OtherArchive,
    DiskImage,
    Program,
    Shortcut,

    /// <summary>Windows help (.chm), which runs scripts.</summary>
    CompiledHelp,
    Mail,
    Calendar,

    /// <summary>CMS: p7m, p7s.</summary>
    Cms,
    Tnef,
}
