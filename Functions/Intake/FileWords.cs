using SocialWorkflows.Mail.Files;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Words of file remarks. Persisted in the journal and shown by the staff page: add, never rename.</summary>
internal static class FileWords
{
    /// <summary>A form of which no field is filled in.</summary>
    public const string NotFilled = "not-filled";

    /// <summary>The application names adults who did not sign it.</summary>
    public const string OthersUnsigned = "others-unsigned";

    public static string Of(FileRemark remark) => remark switch
    {
        FileRemark.Program => "program",
        FileRemark.Script => "script",
        FileRemark.DiskImage => "disk-image",
        FileRemark.ProgramInside => "program-inside",
        FileRemark.Macro => "macro",
        FileRemark.ExternalContent => "external-content",
        FileRemark.ActivePage => "active-page",
        FileRemark.PdfLaunch => "pdf-launch",
        FileRemark.ArchiveLimit => "archive-limit",
        FileRemark.EncryptedArchive => "encrypted-archive",
        FileRemark.OtherThanNamed => "other-than-named",
        FileRemark.EncryptedDocument => "encrypted-document",
        FileRemark.PdfScript => "pdf-script",
        FileRemark.PdfFiles => "pdf-files",
        FileRemark.PdfDynamicForm => "pdf-dynamic-form",
        FileRemark.ArchiveNotOpened => "archive-not-opened",
        FileRemark.NestedArchive => "nested-archive",
        FileRemark.OutlookMessage => "outlook-message",
        FileRemark.PictureToConvert => "picture-to-convert",
        FileRemark.Recording => "recording",
        FileRemark.PdfWithoutPages => "pdf-without-pages",
        FileRemark.PdfOversize => "pdf-oversize",
        FileRemark.Damaged => "damaged",
        FileRemark.PictureOversize => "picture-oversize",
        FileRemark.PictureSeveralPages => "picture-several-pages",
        FileRemark.PictureTurned => "picture-turned",
        FileRemark.PictureSmall => "picture-small",
        FileRemark.PictureBlank => "picture-blank",
        FileRemark.PdfHidden => "pdf-hidden",
        _ => throw new ArgumentOutOfRangeException(nameof(remark), remark, "There is no word for this remark."),
    };
}
