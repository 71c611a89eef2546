using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Tests.Signatures.Trust;

/// <summary>Makes trusted lists (TS 119 612) of the demo PKI's services and signs them as a scheme operator does.</summary>
internal sealed class TestList
{
    private const string Exclusive = CanonicalizationMethod.ExclusiveUri;
    private const string Svc = "http://uri.etsi.org/TrstSvc/";
    private readonly StringBuilder _services = new();

    public static X509Certificate2 Operator { get; } = NewOperator("Scheme operator DEMO");

    public int Version { get; init; } = 5;

    public long Sequence { get; init; } = 7;

    public string NextUpdate { get; init; } = "<dateTime>2026-07-01T00:00:00Z</dateTime>";

    public static X509Certificate2 NewOperator(string name) => CertificateIssuer.Issue(
        new CertificateProfile(DemoRole.Seal, new X500DistinguishedName($"CN={name}"), DemoKey.EcdsaP256, SignaturesFixture.Now.AddYears(-1), SignaturesFixture.Now.AddYears(1)), null);

    /// <summary>A list that grants the demo's authority and time-stamps since 2020.</summary>
    public static TestList Of(SignaturesFixture fixture, int version = 5, long sequence = 7, string nextUpdate = "<dateTime>2026-07-01T00:00:00Z</dateTime>") =>
        new TestList { Version = version, Sequence = sequence, NextUpdate = nextUpdate }
            .Service("DEMO ICA", "CA/QC", fixture.Pki.Issuing, "granted", extensions: Additional("ForeSignatures"))
            .Service("DEMO TSA", "TSA/QTST", fixture.Pki.TimeStampAuthority.Certificate, "granted");

    public static string Additional(string word) =>
        $"<Extension Critical=\"true\"><AdditionalServiceInformation><URI xml:lang=\"en\">{Svc}TrustedList/SvcInfoExt/{word}</URI></AdditionalServiceInformation></Extension>";

    public TestList Service(string name, string kind, X509Certificate2 certificate, string status, string since = "2020-01-01T00:00:00Z", string extensions = "", string history = "")
    {
        _services.Append($"<TSPService><ServiceInformation>{Body(name, kind, $"<X509Certificate>{Convert.ToBase64String(certificate.RawData)}</X509Certificate>", status, since)}")
            .Append($"<ServiceInformationExtensions>{extensions}</ServiceInformationExtensions></ServiceInformation><ServiceHistory>{history}</ServiceHistory></TSPService>");
        return this;
    }

    public static string Past(string name, string kind, string status, string since) =>
        $"<ServiceHistoryInstance>{Body(name, kind, "<X509SubjectName>CN=x</X509SubjectName>", status, since)}</ServiceHistoryInstance>";

    public byte[] Unsigned() => Encoding.UTF8.GetBytes(Xml(""));

    public byte[] Signed(X509Certificate2? by = null)
    {
        var list = XmlCanonicalizer.Canonicalize(Load(Xml("")).DocumentElement!, CanonicalizationMethod.FromUri(Exclusive)!);
        var info = $"<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:CanonicalizationMethod Algorithm=\"{Exclusive}\"></ds:CanonicalizationMethod>"
            + "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256\"></ds:SignatureMethod><ds:Reference URI=\"\"><ds:Transforms>"
            + $"<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform><ds:Transform Algorithm=\"{Exclusive}\"></ds:Transform></ds:Transforms>"
            + $"<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></ds:DigestMethod><ds:DigestValue>{Convert.ToBase64String(SHA256.HashData(list))}</ds:DigestValue></ds:Reference></ds:SignedInfo>";
        using var key = (by ?? Operator).GetECDsaPrivateKey()!;
        var value = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(info), HashAlgorithmName.SHA256));
        return Encoding.UTF8.GetBytes(Xml($"<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{info}<ds:SignatureValue>{value}</ds:SignatureValue></ds:Signature>"));
    }

    public TrustedList Verified() => TrustedListReader.ReadVerified(Signed(), [Operator]);

    public TrustedList Unverified() => TrustedListReader.ReadUnverified(Unsigned());

    private static string Body(string name, string kind, string identity, string status, string since) =>
        $"<ServiceTypeIdentifier>{Svc}Svctype/{kind}</ServiceTypeIdentifier><ServiceName><Name xml:lang=\"lv\">cits</Name><Name xml:lang=\"en\">{name}</Name></ServiceName>"
        + $"<ServiceDigitalIdentity><DigitalId>{identity}</DigitalId></ServiceDigitalIdentity><ServiceStatus>{Svc}TrustedList/Svcstatus/{status}</ServiceStatus><StatusStartingTime>{since}</StatusStartingTime>";

    private string Xml(string signature) =>
        "<TrustServiceStatusList xmlns=\"http://uri.etsi.org/02231/v2#\" Id=\"list\"><SchemeInformation>"
        + $"<TSLVersionIdentifier>{Version}</TSLVersionIdentifier><TSLSequenceNumber>{Sequence}</TSLSequenceNumber><SchemeTerritory>XX</SchemeTerritory>"
        + $"<ListIssueDateTime>2026-01-01T00:00:00Z</ListIssueDateTime><NextUpdate>{NextUpdate}</NextUpdate></SchemeInformation>"
        + $"<TrustServiceProviderList><TrustServiceProvider><TSPServices>{_services}</TSPServices></TrustServiceProvider></TrustServiceProviderList>{signature}</TrustServiceStatusList>";

    private static XmlDocument Load(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(xml);
        return document;
    }
}
