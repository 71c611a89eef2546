using System.Security.Cryptography.X509Certificates;
using System.Xml;
using SocialWorkflows.Connectors.EAddress.Div;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Tests.EAddress;

/// <summary>The judge judged: what the fake accepts, it refuses when a letter of it is changed.</summary>
public sealed class DivSignatureTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("<Title>Lēmums</Title>", "<Title>Lēmumi</Title>")]
    [InlineData("_PRIVATE@00015510015", "_PRIVATE@00015510016")]
    [InlineData("<Priority>normal</Priority>", "<Priority>high</Priority>")]
    [InlineData("<xades:SigningTime>2026", "<xades:SigningTime>2025")]
    public async Task Envelope_Changed_DoesNotVerify(string from, string? to)
    {
        Xmlsec.SkipWithout();
        using var pki = new DivPki();
        using var certificate = pki.Issue("smiltene");
        var envelope = Envelope(pki, certificate);
        var changed = new XmlDocument { PreserveWhitespace = true };
        changed.LoadXml(to is null ? envelope.OuterXml : envelope.OuterXml.Replace(from, to, StringComparison.Ordinal));
        (to is null || changed.OuterXml != envelope.OuterXml).ShouldBeTrue();

        var check = () => DivRules.CheckEnvelopeAsync(changed.DocumentElement!, certificate, new Dictionary<string, byte[]>());

        if (to is null)
        {
            await check();
        }
        else
        {
            (await check.ShouldThrowAsync<DivFaultException>()).Message.ShouldContain("PSS.045");
        }
    }

    [Fact]
    public async Task Envelope_SignedByAnother_DoesNotVerify()
    {
        Xmlsec.SkipWithout();
        using var pki = new DivPki();
        using var certificate = pki.Issue("smiltene");
        using var other = pki.Issue("other");
        var envelope = Envelope(pki, certificate);

        await Should.ThrowAsync<DivFaultException>(() => DivRules.CheckEnvelopeAsync(envelope, other, new Dictionary<string, byte[]>()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("//wsu:Timestamp/wsu:Created")]
    [InlineData("//a:To")]
    public async Task Call_Changed_DoesNotVerify(string? path)
    {
        await using var house = await DivHouse.StartAsync();
        await house.Box.WaitingAsync(DivHouse.Municipality, CancellationToken.None);
        var call = house.Div.LastCall!;
        var address = house.Div.Address;
        if (path == "//a:To")
        {
            address = new Uri(address, "/elsewhere");
            SoapMessage.Select(call.Document, path).Single().InnerText = address.ToString();
        }
        else if (path is not null)
        {
            SoapMessage.Select(call.Document, path).Single().InnerText = DateTimeOffset.UtcNow.AddSeconds(30).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        }

        var check = () => DivRules.CheckCallAsync(call, house.Certificate, address, DateTimeOffset.UtcNow);

        if (path is null)
        {
            (await check()).ShouldBe("GetMessageList");
        }
        else
        {
            (await check.ShouldThrowAsync<DivFaultException>()).Subcode.ShouldBe("InvalidSecurity");
        }
    }

    private static XmlElement Envelope(DivPki pki, X509Certificate2 certificate) => DivEnvelope.Build(
        DivAccount.Load("smiltene", new DivAccountOptions { Address = DivHouse.Institution, Title = "Dienests", CertificateFile = pki.FileOf(certificate) }),
        new EAddressNotice("smiltene", "case-decision", DivHouse.Berta, "Lēmums", "Teksts\nar rindām & <zīmēm>.", []),
        [],
        null,
        new DateOnly(2026, 6, 8),
        new DateTimeOffset(2026, 6, 8, 5, 0, 0, TimeSpan.Zero));
}
