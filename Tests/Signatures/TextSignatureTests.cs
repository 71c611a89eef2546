using System.Text;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Signatures.Smime;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Signatures without a container, and messages with endless headers: named, never "not signed".</summary>
public sealed class TextSignatureTests(SignaturesFixture fixture, MailPki mail)
{
    private const string Compact = "eyJhbGciOiJFUzI1NiIsInNpZ1QiOiIyMDI2LTAzLTAyVDA5OjMwOjAwWiJ9.eyJhIjoxfQ.AAAA";

    [Theory]
    [InlineData(Compact)]
    [InlineData("{\"payload\": \"eyJhIjoxfQ\", \"protected\": \"eyJhbGciOiJFUzI1NiJ9\", \"signature\": \"AAAA\"}")]
    [InlineData("{\"payload\": \"eyJhIjoxfQ\", \"signatures\": [{\"protected\": \"eyJhbGciOiJFUzI1NiJ9\"}]}")]
    public void Inspect_Jades_IsNamed(string text)
    {
        var report = fixture.Inspector.Inspect("iesniegums.json", Encoding.UTF8.GetBytes(text));

        (report.Verdict, report.Container).ShouldBe((ContainerVerdict.Unsupported, "JAdES"));
        report.ForStaff.ShouldContain("eParaksts.lv");
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void Inspect_BareXades_IsNamed(string encoding)
    {
        var xml = $"<?xml version=\"1.0\" encoding=\"{encoding}\"?><a><ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignatureValue/></ds:Signature></a>";
        var coding = Encoding.GetEncoding(encoding);

        var report = fixture.Inspector.Inspect("iesniegums.xml", (byte[])[.. coding.GetPreamble(), .. coding.GetBytes(xml)]);

        (report.Verdict, report.Container).ShouldBe((ContainerVerdict.Unsupported, "XAdES"));
    }

    [Theory]
    [InlineData("{\"a\": 1}")]
    [InlineData("{\"payload\": 1, \"x\": {\"signature\": 1}}")]
    [InlineData("a.b.c")]
    [InlineData("<a>http://www.w3.org/2000/09/xmldsig#</a>")]
    [InlineData("{")]
    public void Inspect_OtherText_IsNotSigned(string text) =>
        fixture.Inspector.Inspect("piezīmes.txt", Encoding.UTF8.GetBytes(text)).Verdict.ShouldBe(ContainerVerdict.NotSigned);

    [Fact]
    public void Inspect_SignedMessageBehindLongHeaders_IsStillJudged()
    {
        var header = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"X-Filter-{i}: {new string('x', 60)}\r\n"));

        var inspector = new SignatureInspector(mail.Trust, new SimulatedTime(DemoMail.Sent.AddHours(2)));

        var report = inspector.Inspect("vestule.eml", (byte[])[.. Encoding.ASCII.GetBytes(header), .. new DemoMail().Sign(mail.Anna)]);

        header.Length.ShouldBeGreaterThan(64 * 1024);
        report.Signatures.ShouldHaveSingleItem().Crypto.ShouldBe(CryptoState.Ok);
    }
}
