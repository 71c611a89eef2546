using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Workplace.Files;

/// <summary>How a file may be shown: by what its bytes are, never by what its sender claims.</summary>
internal enum FileShow
{
    DownloadOnly,
    Pdf,
    PlainText,
}

/// <summary>Hands out a file so that nothing in it can run here.</summary>
internal static class FileAnswer
{
    /// <summary>Chromium's PDF viewer refuses to work inside a sandbox; the file itself may load and run nothing.</summary>
    private const string PdfPolicy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    private const string TextPolicy = "default-src 'none'; sandbox; frame-ancestors 'self'";
    private const string DownloadPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static FileShow ShowOf(string mediaType, ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("%PDF-"u8))
        {
            return FileShow.Pdf;
        }

        return mediaType is "text/plain" && !content.Contains((byte)0) && IsUtf8(content) ? FileShow.PlainText : FileShow.DownloadOnly;
    }

    public static IResult Of(HttpContext http, string name, string mediaType, byte[] content, bool inline)
    {
        var show = inline ? ShowOf(mediaType, content) : FileShow.DownloadOnly;
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = show switch
        {
            FileShow.Pdf => PdfPolicy,
            FileShow.PlainText => TextPolicy,
            _ => DownloadPolicy,
        };
        if (show == FileShow.DownloadOnly)
        {
            return Results.File(content, "application/octet-stream", SafeFileName.Clean(name, mediaType, "1"));
        }

        headers["X-Frame-Options"] = "SAMEORIGIN";
        headers.ContentDisposition = "inline";
        return Results.Bytes(content, show == FileShow.Pdf ? "application/pdf" : "text/plain; charset=utf-8");
    }

    private static bool IsUtf8(ReadOnlySpan<byte> content)
    {
        try
        {
            Strict.GetCharCount(content);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
