namespace SocialWorkflows.Mail.Files;

/// <summary>What a person must know of a file before touching it. The word of each is stored and shown: add, never rename.</summary>
public enum FileRemark
{
    /// <summary>A program, by content or by the name under which Windows would start it.</summary>
    Program,

    /// <summary>A script, a shortcut, a compiled help file or a registry file.</summary>
    Script,

    DiskImage,

    /// <summary>A program, script, shortcut or disk image inside an archive or document.</summary>
    ProgramInside,

    /// <summary>An office document with macros.</summary>
    Macro,

    /// <summary>An office document that loads a template or data from elsewhere, or runs a command (DDE).</summary>
    ExternalContent,

    /// <summary>A web page or drawing that can run scripts when opened.</summary>
    ActivePage,

    /// <summary>A PDF that starts a program when opened.</summary>
    PdfLaunch,

    /// <summary>Unpacked it would pass a limit of size, number, depth or ratio.</summary>
    ArchiveLimit,

    /// <summary>Nobody here, the scanner included, can look inside.</summary>
    EncryptedArchive,

    /// <summary>The name promises another kind than the content is.</summary>
    OtherThanNamed,

    EncryptedDocument,

    /// <summary>A PDF with scripts, for example a form that computes.</summary>
    PdfScript,

    /// <summary>A PDF with other files in it.</summary>
    PdfFiles,

    /// <summary>A dynamic form (XFA) that most programs show empty.</summary>
    PdfDynamicForm,

    /// <summary>An archive of a kind that is not opened here.</summary>
    ArchiveNotOpened,

    /// <summary>An archive inside an archive.</summary>
    NestedArchive,

    /// <summary>An Outlook message, which is not opened here.</summary>
    OutlookMessage,

    /// <summary>HEIC, AVIF or the like: it has to be converted before it can be shown.</summary>
    PictureToConvert,

    /// <summary>A sound or film: somebody has to listen to it.</summary>
    Recording,

    /// <summary>A PDF that says of itself that it has no page.</summary>
    PdfWithoutPages,

    /// <summary>A PDF with more pages than anybody reads, or larger ones than anybody prints.</summary>
    PdfOversize,

    /// <summary>It begins as what it is called and does not end so: cut or damaged.</summary>
    Damaged,

    /// <summary>More than 100 megapixels: opening it may stop a computer.</summary>
    PictureOversize,

    /// <summary>TIFF, GIF or WebP with more than one picture; many programs show the first only.</summary>
    PictureSeveralPages,

    /// <summary>The camera was held sideways or upside down.</summary>
    PictureTurned,

    /// <summary>Too few pixels for a page to be read.</summary>
    PictureSmall,

    /// <summary>Nearly one colour: a white sheet, or a photograph from inside a pocket.</summary>
    PictureBlank,

    /// <summary>A PDF with objects that are written so that nobody here can read them.</summary>
    PdfHidden,
}

/// <summary>What was found out about a file without opening it with its own program.</summary>
/// <param name="Kind">By content.</param>
/// <param name="Remarks">In the order of their kinds, each once.</param>
public sealed record FileFinding(FileKind Kind, IReadOnlyList<FileRemark> Remarks)
{
    /// <summary>Not to be opened by anybody before a person who may has released it.</summary>
    public bool IsBlocked => Remarks.Any(IsBlocking);

    internal static bool IsBlocking(FileRemark remark) => remark is <= FileRemark.EncryptedArchive or FileRemark.PdfHidden;
}
