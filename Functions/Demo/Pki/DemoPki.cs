using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SocialWorkflows.Functions.Demo.Pki;

/// <summary>Somebody who signs in the demo.</summary>
internal sealed record DemoPerson(string Id, X509Certificate2 Certificate);

/// <summary>
/// A whole public key infrastructure that says DEMO in every name: root and issuing authority, time-stamp authority, OCSP responder,
/// and persons. Certificates are valid from two years before the first start to twenty years after, so simulated time may run ahead.
/// </summary>
internal sealed class DemoPki
{
    private const string OcspUrl = "http://ocsp.demo.invalid/";
    private readonly KeyFolder _keys;
    private readonly DateTimeOffset _notBefore;
    private readonly DateTimeOffset _notAfter;

    private DemoPki(string directory, TimeProvider time)
    {
        _keys = new KeyFolder(Path.Combine(directory, "keys"));
        AnchorDirectory = Path.Combine(directory, "anchors");
        var start = time.GetUtcNow();
        _notBefore = new DateTimeOffset(start.Year - 2, start.Month, 1, 0, 0, 0, TimeSpan.Zero);
        _notAfter = _notBefore.AddYears(22);
        Root = _keys.GetOrIssue("root", () => CertificateIssuer.Issue(Profile(DemoRole.Authority, Name("DEMO SocialWorkflows Root CA"), DemoKey.EcdsaP384), null));
        (_notBefore, _notAfter) = (new DateTimeOffset(Root.NotBefore.ToUniversalTime()), new DateTimeOffset(Root.NotAfter.ToUniversalTime()));
        Issuing = Get("issuing", DemoRole.Authority, Name("DEMO SocialWorkflows ICA"), DemoKey.EcdsaP384, Root);
        TimeStampAuthority = new DemoTimeStampAuthority(Get("tsa", DemoRole.TimeStamping, Name("DEMO SocialWorkflows TSA"), DemoKey.EcdsaP256, Issuing));
        OcspResponder = new DemoOcspResponder(Get("ocsp", DemoRole.Ocsp, Name("DEMO SocialWorkflows OCSP"), DemoKey.EcdsaP256, Issuing), Issuing);
        WriteAnchors();
    }

    /// <summary>A folder with the anchors alone, for <c>inspect --trust</c>.</summary>
    public string AnchorDirectory { get; }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Issuing { get; }

    public DemoTimeStampAuthority TimeStampAuthority { get; }

    public DemoOcspResponder OcspResponder { get; }

    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static DemoPki CreateOrLoad(string directory, TimeProvider time) => new(directory, time);

    /// <param name="id">Names the key files; never a personal code.</param>
    /// <param name="givenName">Vārds.</param>
    /// <param name="surname">Uzvārds.</param>
    /// <param name="personalCode">With day 00, so that nobody real has it: 000190-12345.</param>
    /// <param name="key">Kind of key.</param>
    public DemoPerson Person(string id, string givenName, string surname, string personalCode, DemoKey key = DemoKey.EcdsaP256)
    {
        if (!personalCode.StartsWith("00", StringComparison.Ordinal))
        {
            throw new ArgumentException("A demo personal code begins with day 00, so that it cannot be a real person's.", nameof(personalCode));
        }

        var subject = new X500DistinguishedNameBuilder();
        subject.AddCountryOrRegion("LV");
        subject.AddCommonName($"{givenName} {surname} DEMO");
        subject.Add("2.5.4.4", surname);
        subject.Add("2.5.4.42", givenName);
        subject.Add("2.5.4.5", "PNOLV-" + personalCode);
        return new DemoPerson(id, Signer("person-" + id, DemoRole.Person, subject.Build(), key));
    }

    /// <summary>An organisation's e-seal.</summary>
    public DemoPerson Seal(string id, string organisation, string registrationNumber, DemoKey key = DemoKey.EcdsaP256)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCountryOrRegion("LV");
        subject.AddOrganizationName(organisation);
        subject.Add("2.5.4.97", "NTRLV-" + registrationNumber);
        subject.AddCommonName(organisation + " DEMO eZīmogs");
        return new DemoPerson(id, Signer("seal-" + id, DemoRole.Seal, subject.Build(), key));
    }

    /// <summary>A detached CMS signature for a PDF (ETSI EN 319 142-1, ETSI.CAdES.detached) with a time-stamp: PAdES level B-T.</summary>
    /// <param name="person">The signer.</param>
    /// <param name="content">The bytes of the PDF's ByteRange.</param>
    /// <param name="signingTime">The time in the time-stamp.</param>
    public byte[] SignCmsDetached(DemoPerson person, ReadOnlyMemory<byte> content, DateTimeOffset signingTime) =>
        CmsDetachedSigner.Sign(person.Certificate, Issuing, TimeStampAuthority, content, signingTime);

    private X509Certificate2 Signer(string id, DemoRole role, X500DistinguishedName subject, DemoKey key) =>
        _keys.GetOrIssue(id, () => CertificateIssuer.Issue(Profile(role, subject, key) with { Qualified = true, OcspUrl = OcspUrl }, Issuing));

    private X509Certificate2 Get(string id, DemoRole role, X500DistinguishedName subject, DemoKey key, X509Certificate2 issuer) =>
        _keys.GetOrIssue(id, () => CertificateIssuer.Issue(Profile(role, subject, key), issuer));

    private CertificateProfile Profile(DemoRole role, X500DistinguishedName subject, DemoKey key) => new(role, subject, key, _notBefore, _notAfter);

    private static X500DistinguishedName Name(string commonName)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCountryOrRegion("LV");
        name.AddOrganizationName("DEMO SocialWorkflows");
        name.AddCommonName(commonName);
        return name.Build();
    }

    private void WriteAnchors()
    {
        Directory.CreateDirectory(AnchorDirectory);
        File.WriteAllText(Path.Combine(AnchorDirectory, "demo-root.pem"), Root.ExportCertificatePem(), Encoding.ASCII);
        File.WriteAllText(Path.Combine(AnchorDirectory, "demo-issuing.pem"), Issuing.ExportCertificatePem(), Encoding.ASCII);
    }
}
