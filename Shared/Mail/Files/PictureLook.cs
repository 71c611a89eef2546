using System.Buffers.Binary;

namespace SocialWorkflows.Mail.Files;

/// <summary>
/// What makes a photographed paper hard to read, or its file hard to open: read from the headers, without drawing the picture. Whether it is sharp or
/// shows the right paper only a person can see.
/// </summary>
internal static class PictureLook
{
    /// <summary>More than this takes a computer gigabytes to draw.</summary>
    private const ulong MostPixels = 100_000_000;

    /// <summary>On a page of A4 with fewer, letters of ordinary size are no longer readable.</summary>
    private const ulong FewestPixels = 300_000;

    /// <summary>A JPEG of one colour takes 0.006 bytes a pixel, a page with five lines of writing 0.018.</summary>
    private const double BlankBytesPerPixel = 0.008;

    public static void At(FileKind kind, ReadOnlySpan<byte> content, SortedSet<FileRemark> remarks)
    {
        switch (kind)
        {
            case FileKind.Jpeg:
                Jpeg(content, remarks);
                break;
            case FileKind.Png when content.Length >= 24:
                NoteSize(BinaryPrimitives.ReadUInt32BigEndian(content[16..]), BinaryPrimitives.ReadUInt32BigEndian(content[20..]), remarks);
                break;
            case FileKind.Bmp when content.Length >= 26:
                NoteSize(Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(content[18..])), Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(content[22..])), remarks);
                break;
            case FileKind.Gif when content.Length >= 13:
                NoteSize(BinaryPrimitives.ReadUInt16LittleEndian(content[6..]), BinaryPrimitives.ReadUInt16LittleEndian(content[8..]), remarks);
                NoteIf(GifFrames.AreSeveral(content), FileRemark.PictureSeveralPages, remarks);
                break;
            case FileKind.Webp:
                NoteIf(content[..Math.Min(content.Length, 256)].IndexOf("ANIM"u8) > 0, FileRemark.PictureSeveralPages, remarks);
                break;
            case FileKind.Tiff:
                Tiff(content, remarks);
                break;
        }
    }

    private static void Jpeg(ReadOnlySpan<byte> content, SortedSet<FileRemark> remarks)
    {
        var picture = JpegHeaders.Read(content);
        NoteSize(picture.Width, picture.Height, remarks);
        NoteIf(picture.IsTurned, FileRemark.PictureTurned, remarks);
        NoteIf(
            picture.Data > 0 && (ulong)picture.Pixels >= FewestPixels && picture.Data < picture.Pixels * BlankBytesPerPixel,
            FileRemark.PictureBlank,
            remarks);
    }

    private static void Tiff(ReadOnlySpan<byte> content, SortedSet<FileRemark> remarks)
    {
        if (TiffHeaders.Read(content) is { } picture)
        {
            NoteSize(picture.Width, picture.Height, remarks);
            NoteIf(picture.Pages > 1, FileRemark.PictureSeveralPages, remarks);
        }
    }

    private static void NoteSize(long width, long height, SortedSet<FileRemark> remarks)
    {
        // Each is less than 2^32.
        var pixels = (ulong)width * (ulong)height;
        NoteIf(pixels > MostPixels, FileRemark.PictureOversize, remarks);
        NoteIf(pixels is > 0 and < FewestPixels, FileRemark.PictureSmall, remarks);
    }

    private static void NoteIf(bool isSo, FileRemark remark, SortedSet<FileRemark> remarks)
    {
        if (isSo)
        {
            remarks.Add(remark);
        }
    }
}
