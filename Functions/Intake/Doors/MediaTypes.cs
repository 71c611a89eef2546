using SocialWorkflows.Mail.Files;

namespace SocialWorkflows.Functions.Intake.Doors;

/// <summary>The media type of a file by its content; a browser's claim is not asked.</summary>
internal static class MediaTypes
{
    public static string Of(string name, ReadOnlyMemory<byte> content) => FileInspector.Inspect(name, content).Kind switch
    {
        FileKind.Pdf => "application/pdf",
        FileKind.Jpeg => "image/jpeg",
        FileKind.Png => "image/png",
        FileKind.Gif => "image/gif",
        FileKind.Tiff => "image/tiff",
        FileKind.Heic => "image/heic",
        FileKind.SignedContainer => "application/vnd.etsi.asic-e+zip",
        FileKind.WordDocument => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileKind.OpenDocument => "application/vnd.oasis.opendocument.text",
        FileKind.Text => "text/plain",
        _ => "application/octet-stream",
    };
}
