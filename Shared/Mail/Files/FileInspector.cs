namespace SocialWorkflows.Mail.Files;

/// <summary>Says what a file is and what is wrong with it, by its bytes; nothing is run and nothing is written.</summary>
public static class FileInspector
{
    /// <param name="name">As the sender gave it; only for what it promises and what Windows would do with it.</param>
    /// <param name="content">Transfer encoding removed.</param>
    /// <param name="budget">Of the whole message; null: the file stands alone.</param>
    public static FileFinding Inspect(string name, ReadOnlyMemory<byte> content, LookBudget? budget = null) => Inspect(name, content, new ArchiveBudget(budget ?? new LookBudget()));

    /// <summary>What Windows would do with a file of that name; null when nothing is known against it.</summary>
    public static FileRemark? DangerOfName(string name) => FileNames.DangerOf(name);

    internal static FileFinding Inspect(string name, ReadOnlyMemory<byte> content, ArchiveBudget budget)
    {
        SortedSet<FileRemark> remarks = [];
        var kind = Magic.Of(content.Span);
        switch (kind)
        {
            case FileKind.Zip:
                kind = ZipLook.At(content, budget, remarks);
                break;
            case FileKind.OldOffice:
                kind = OleLook.At(content, budget, remarks);
                break;
            case FileKind.Rtf:
                RtfLook.At(content, budget, remarks);
                break;
            case FileKind.Pdf:
                PdfLook.At(content, budget, remarks);
                break;
            default:
                if (OfKind(kind) is { } remark)
                {
                    remarks.Add(remark);
                }

                PictureLook.At(kind, content.Span, remarks);
                break;
        }

        if (FileNames.DangerOf(name) is { } danger)
        {
            remarks.Add(danger);
        }

        if (FileNames.PromisesOther(name, kind))
        {
            remarks.Add(FileRemark.OtherThanNamed);
        }

        return new FileFinding(kind, [.. remarks]);
    }

    private static FileRemark? OfKind(FileKind kind) => kind switch
    {
        FileKind.Program => FileRemark.Program,
        FileKind.Script or FileKind.Shortcut or FileKind.CompiledHelp => FileRemark.Script,
        FileKind.DiskImage => FileRemark.DiskImage,
        FileKind.OneNote => FileRemark.ProgramInside,
        FileKind.Html or FileKind.Svg => FileRemark.ActivePage,
        FileKind.OtherArchive => FileRemark.ArchiveNotOpened,
        FileKind.Heic or FileKind.Avif or FileKind.Webp or FileKind.Tiff => FileRemark.PictureToConvert,
        FileKind.Audio or FileKind.Video => FileRemark.Recording,
        _ => null,
    };
}
