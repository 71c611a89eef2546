using SocialWorkflows.Mail.Files;

namespace SocialWorkflows.Tests.Mail;

/// <summary>What the headers of a photograph say before anybody opens it.</summary>
public sealed class PictureLookTests
{
    [Theory]
    [InlineData(3000, 4000, 2_000_000, new FileRemark[0])]
    [InlineData(20_000, 10_000, 9_000_000, new[] { FileRemark.PictureOversize })]
    [InlineData(65_000, 65_000, 600, new[] { FileRemark.PictureOversize, FileRemark.PictureBlank })]
    public void B55_LargePicture_IsNamedByItsHeaderAlone(int width, int height, int bytes, FileRemark[] expected) =>
        FileInspector.Inspect("skens.jpg", Pictures.Jpeg(width, height, bytes)).ShouldSatisfyAllConditions(
            f => f.Kind.ShouldBe(FileKind.Jpeg), f => f.Remarks.ShouldBe(expected), f => f.IsBlocked.ShouldBeFalse());

    [Theory]
    [InlineData(1, 8, new[] { FileRemark.PictureToConvert })]
    [InlineData(1, 16, new[] { FileRemark.PictureToConvert })]
    [InlineData(3, 1, new[] { FileRemark.PictureToConvert, FileRemark.PictureSeveralPages })]
    public void B55_Tiff_OfAnyDepthAndNumberOfPages_IsToConvertAndItsPagesAreTold(int pages, int bits, FileRemark[] expected)
    {
        FileInspector.Inspect("skens.tif", Pictures.Tiff(2480, 3508, pages, bits, isLittle: true)).Remarks.ShouldBe(expected);
        FileInspector.Inspect("skens.tiff", Pictures.Tiff(2480, 3508, pages, bits, isLittle: false)).Remarks.ShouldBe(expected);
    }

    [Fact]
    public void B55_TiffWhoseDirectoriesGoInACircle_IsReadOnce() =>
        FileInspector.Inspect("a.tif", Pictures.Tiff(2480, 3508, pages: 2, bits: 8, isLittle: true, circle: true)).Remarks.ShouldContain(FileRemark.PictureSeveralPages);

    [Theory]
    [InlineData(1, new FileRemark[0])]
    [InlineData(4, new[] { FileRemark.PictureSeveralPages })]
    public void B55_AnimatedGif_IsTold(int frames, FileRemark[] expected) => FileInspector.Inspect("a.gif", Pictures.Gif(frames)).Remarks.ShouldBe(expected);

    [Theory]
    [InlineData(1, new FileRemark[0])]
    [InlineData(6, new[] { FileRemark.PictureTurned })]
    [InlineData(3, new[] { FileRemark.PictureTurned })]
    [InlineData(9, new FileRemark[0])]
    public void B56_PhotographHeldSideways_IsTold(int orientation, FileRemark[] expected)
    {
        FileInspector.Inspect("IMG_1.jpg", Pictures.Jpeg(3000, 4000, 2_000_000, orientation)).Remarks.ShouldBe(expected);
        FileInspector.Inspect("IMG_1.jpg", Pictures.Jpeg(3000, 4000, 2_000_000, orientation, isLittle: true)).Remarks.ShouldBe(expected);
    }

    [Theory]
    [InlineData(3000, 4000, 70_000, new[] { FileRemark.PictureBlank })]
    [InlineData(3000, 4000, 211_000, new FileRemark[0])]
    [InlineData(320, 240, 9_000, new[] { FileRemark.PictureSmall })]
    [InlineData(1240, 1754, 300_000, new FileRemark[0])]
    public void B56_BlankOrTinyPhotograph_IsTold(int width, int height, int bytes, FileRemark[] expected) =>
        FileInspector.Inspect("IMG_1.jpeg", Pictures.Jpeg(width, height, bytes)).Remarks.ShouldBe(expected);

    /// <summary>Headers that promise more than there is, or point anywhere.</summary>
    [Fact]
    public void Inspect_CutOrChangedPicture_NeverFails()
    {
        var random = new Random(20261122);
        byte[][] pictures = [Pictures.Jpeg(3000, 4000, 400, 6), Pictures.Tiff(10, 10, 3, 16, true), Pictures.Tiff(10, 10, 3, 16, false), Pictures.Gif(3), Pictures.Png(10, 10)];
        foreach (var picture in pictures)
        {
            for (var i = 0; i < 2000; i++)
            {
                var changed = picture.ToArray();
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
                changed[random.Next(changed.Length)] = 0xFF;
                Should.NotThrow(() => FileInspector.Inspect("a.jpg", changed.AsMemory(0, random.Next(changed.Length + 1))));
            }
        }
    }
}
