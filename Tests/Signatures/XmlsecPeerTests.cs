using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>xmlsec1 with keys of openssl signs what we verify, and verifies what we sign.</summary>
public sealed partial class XmlsecPeerTests(SignaturesFixture fixture, ITestOutputHelper output)
{
    private const string C14n10 = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    private const string C14n11 = "http://www.w3.org/2006/12/xml-c14n11";
    private const string Exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";

    [Theory]
    [InlineData("rsa-sha256", C14n10)]
    [InlineData("rsa-sha512", C14n11)]
    [InlineData("ecdsa-sha256", C14n11)]
    [InlineData("ecdsa-sha384", Exclusive)]
    public void Inspect_SignedByXmlsecWithKeysOfOpenssl_PassesUntilAByteChanges(string method, string canonicalization)
    {
        var folder = Peer.Folder();
        MakeKeys(folder, method);
        var trust = Directory.CreateDirectory(Path.Combine(folder, "trust")).FullName;
        File.Copy(Path.Combine(folder, "ca.pem"), Path.Combine(trust, "ca.pem"));
        var inspector = new SignatureInspector(TrustStore.FromFolder(trust), new SimulatedTime(DateTimeOffset.UtcNow));
        var container = SignWithXmlsec(folder, method, canonicalization);

        var good = inspector.Inspect("iesniegums.asice", container.Pack());
        var changed = inspector.Inspect("iesniegums.asice", container.Set("iesniegums.txt", "Ludzu palidzet!"u8.ToArray()).Pack());

        good.Verdict.ShouldBe(ContainerVerdict.TotalPassed, string.Join(' ', good.Signatures.SelectMany(s => s.Reasons).Select(r => r.Text)));
        good.Signatures[0].Signer!.PersonalCode.ShouldBe("000190-12345");
        good.Signatures[0].HasTrustedTimeStamp.ShouldBeFalse();
        good.Warnings.ShouldContain(w => w.Contains("Revocation is not checkable", StringComparison.Ordinal));
        good.ForStaff.ShouldContain("nav uzticama laika zīmoga");
        changed.Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        changed.Signatures[0].SubIndication.ShouldBe(SubIndication.HashFailure);
        changed.ForStaff.ShouldContain("mainīts pēc parakstīšanas");
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(DemoKey.EcdsaP256, C14n11)]
    [InlineData(DemoKey.EcdsaP384, C14n10)]
    [InlineData(DemoKey.Rsa2048, Exclusive)]
    [InlineData(DemoKey.Rsa3072, C14n11)]
    internal void Sign_OurContainer_IsVerifiedByXmlsec(DemoKey key, string canonicalization)
    {
        var folder = Peer.Folder();
        var method = SocialWorkflows.Signatures.Xml.CanonicalizationMethod.FromUri(canonicalization);
        var file = new DemoFile("iesniegums.txt", "text/plain", "Ludzu palidzet."u8.ToArray());
        var container = Container.Open(fixture.Signer.Sign(fixture.Person(key), [file], SignaturesFixture.Now, canonicalization: method));
        File.WriteAllBytes(Path.Combine(folder, "signature.xml"), container[Container.SignatureFile]);
        File.WriteAllBytes(Path.Combine(folder, "iesniegums.txt"), file.Bytes);
        File.WriteAllText(Path.Combine(folder, "ca.pem"), fixture.Pki.Root.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "ica.pem"), fixture.Pki.Issuing.ExportCertificatePem());
        string[] verify =
        [
            "--verify", "--id-attr:Id", "SignedProperties", "--trusted-pem", "ca.pem", "--untrusted-pem", "ica.pem",
            "--verification-time", "2026-03-02 09:30:00", "signature.xml",
        ];

        var good = Peer.Run(folder, "xmlsec1", verify);
        File.AppendAllText(Path.Combine(folder, "iesniegums.txt"), "!");
        var changed = Peer.Run(folder, "xmlsec1", verify);

        good.Exit.ShouldBe(0, good.Output);
        changed.Exit.ShouldNotBe(0);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Every XAdES file of the corpus: does xmlsec1's view of digests and value agree with ours? Rules of XAdES and ZIP it does not know.</summary>
    [Fact]
    public void Inspect_CorpusSignaturesWhoseMathematicsHold_XmlsecAgrees()
    {
        var disagreements = new List<string>();
        var compared = 0;
        foreach (var row in SignatureCorpus.Rows("asice"))
        {
            var report = new SignatureInspector(TrustStore.Empty, fixture.Time).Inspect(row.File, row.Read());
            if (report.Signatures.Count != 1 || report.Crypto is CryptoState.NotApplicable || report.Content.ReadDataFiles().Count == 0)
            {
                continue;
            }

            compared++;
            if (XmlsecVerifies(row) != (report.Crypto == CryptoState.Ok))
            {
                disagreements.Add(row.File);
            }
        }

        output.WriteLine($"xmlsec1 agrees on {compared - disagreements.Count} of {compared}; differs on: {string.Join(", ", disagreements)}");
        disagreements.ShouldBeSubsetOf(["asice/warning.asice"]);
    }

    private static bool XmlsecVerifies(CorpusRow row)
    {
        var folder = Peer.Folder();
        var container = Container.Open(row.Read());
        var report = new SignatureInspector(TrustStore.Empty, new SimulatedTime(SignaturesFixture.Now)).Inspect(row.File, row.Read());
        foreach (var file in report.Content.ReadDataFiles())
        {
            var path = Path.Combine(folder, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Bytes.ToArray());
        }

        var name = container.Names.Single(n => n.StartsWith("META-INF/", StringComparison.Ordinal) && n.Contains("signature", StringComparison.Ordinal));
        File.WriteAllBytes(Path.Combine(folder, "signature-of-the-container.xml"), container[name]);
        var (exit, _) = Peer.Run(folder, "xmlsec1", "--verify", "--id-attr:Id", "SignedProperties", "--insecure", "signature-of-the-container.xml");
        Directory.Delete(folder, recursive: true);
        return exit == 0;
    }

    private static void MakeKeys(string folder, string method)
    {
        string[] key = method.StartsWith("rsa", StringComparison.Ordinal)
            ? ["-newkey", "rsa:2048"]
            : ["-newkey", "ec", "-pkeyopt", method.EndsWith("384", StringComparison.Ordinal) ? "ec_paramgen_curve:P-384" : "ec_paramgen_curve:P-256"];
        Peer.Must(folder, "openssl", ["req", "-x509", "-nodes", .. key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-subj", "/C=LV/CN=DEMO openssl CA"]);
        Peer.Must(folder, "openssl", ["req", "-nodes", .. key, "-keyout", "person.key", "-out", "person.csr", "-subj", "/C=LV/CN=Openssl Persona DEMO/SN=Persona/GN=Openssl/serialNumber=PNOLV-000190-12345"]);
        File.WriteAllText(Path.Combine(folder, "person.ext"), "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,nonRepudiation\n");
        Peer.Must(folder, "openssl", "x509", "-req", "-in", "person.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "20", "-extfile", "person.ext", "-out", "person.pem");
    }

    private static Container SignWithXmlsec(string folder, string method, string canonicalization)
    {
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(folder, "person.pem")));
        var file = new DemoFile("iesniegums.txt", "text/plain", "Ludzu palidzet."u8.ToArray());
        File.WriteAllBytes(Path.Combine(folder, file.Name), file.Bytes);
        var template = XadesTemplate.Signature(certificate, [file], DateTimeOffset.UtcNow, canonicalization, "S1");
        template = DigestText().Replace(template, "<ds:DigestValue></ds:DigestValue>");
        template = template.Replace("<xades:CertDigest><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue></ds:DigestValue>", $"<xades:CertDigest><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>{Convert.ToBase64String(SHA256.HashData(certificate.RawData))}</ds:DigestValue>", StringComparison.Ordinal);
        template = MethodText().Replace(template, $"<ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#{method}\"/>");
        File.WriteAllText(Path.Combine(folder, "template.xml"), template);
        Peer.Must(folder, "xmlsec1", "--sign", "--id-attr:Id", "SignedProperties", "--privkey-pem", "person.key,person.pem", "--output", "signed.xml", "template.xml");
        return Container.Open(ContainerZip.Write(
        [
            new("mimetype", "application/vnd.etsi.asic-e+zip"u8.ToArray()),
            new("iesniegums.txt", file.Bytes),
            new("META-INF/signatures0.xml", File.ReadAllBytes(Path.Combine(folder, "signed.xml"))),
            new("META-INF/manifest.xml", XadesTemplate.Manifest([file])),
        ]));
    }

    [GeneratedRegex("<ds:DigestValue>[^<]*</ds:DigestValue>", RegexOptions.NonBacktracking)]
    private static partial Regex DigestText();

    [GeneratedRegex("<ds:SignatureMethod [^>]*/>", RegexOptions.NonBacktracking)]
    private static partial Regex MethodText();
}
