using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Tests.Mail;

/// <summary>What one message of the e-address may carry.</summary>
public sealed class EAddressLimitsTests
{
    private static readonly EAddressLimits Limits = new(2, 1000, [".pdf", ".edoc"]);

    [Fact]
    public void Misfits_AtTheLimit_None() => Limits.Misfits([File("a.PDF", 1000), File("b.asice", 1)]).ShouldBeEmpty();

    [Fact]
    public void Misfits_OverIt_EachNamed()
    {
        Limits.Misfits([File("a.pdf"), File("b.pdf"), File("c.pdf")]).ShouldBe([EAddressMisfit.TooManyFiles]);
        Limits.Misfits([File("a.pdf", 1001)]).ShouldBe([EAddressMisfit.FileTooLarge]);
        Limits.Misfits([File("a.zip")]).ShouldBe([EAddressMisfit.TypeNotTaken]);
        Limits.Misfits([File("lemums")]).ShouldBe([EAddressMisfit.TypeNotTaken]);
        Limits.Misfits([File("a.exe", 2000), File("b"), File("c")]).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("lemums.asice", "lemums.edoc")]
    [InlineData("lemums.ASiCE", "lemums.edoc")]
    [InlineData("lemums.edoc", "lemums.edoc")]
    [InlineData("lemums.pdf", "lemums.pdf")]
    public void NameFor_Container_IsWhatThePortalCallsIt(string given, string name) => EAddressLimits.NameFor(given).ShouldBe(name);

    [Theory]
    [InlineData("smiltene")]
    [InlineData("iecava")]
    [InlineData("kraslava")]
    public void Pack_OfEveryMunicipality_KnowsTheLimitsOfTheState(string municipality)
    {
        var limits = EAddressFit.Of(MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get(municipality).Pack)!;

        (limits.MaxFiles, limits.MaxFileBytes).ShouldBe((10, 10 * 1024 * 1024));
        limits.Extensions.ShouldBe([".pdf", ".doc", ".docx", ".odt", ".ods", ".odp", ".jpg", ".png", ".tif", ".edoc", ".xlsx", ".pptx"], ignoreOrder: true);
    }

    private static EAddressFile File(string name, int bytes = 1) => new(name, new byte[bytes]);
}
