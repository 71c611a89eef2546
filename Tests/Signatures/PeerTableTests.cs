using System.Text;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures.Xml;
using SocialWorkflows.Tests.Signatures.Pdf;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>What other people's programs and we say of each other's work, in one table; each line is one of the peers' tests.</summary>
public sealed class PeerTableTests(SignaturesFixture fixture, ITestOutputHelper output)
{
    private const string Absent = "not compared";
    private const string C14n10 = CanonicalizationMethod.C14n10Uri;
    private const string C14n11 = CanonicalizationMethod.C14n11Uri;
    private const string Exclusive = CanonicalizationMethod.ExclusiveUri;

    [Fact]
    public void Peers_EachOthersWork_IsJudgedAlike()
    {
        var xmlsec = new XmlsecPeerTests(fixture, output);
        var edockit = new EdockitPeerTests(fixture, output);
        using var openssl = new OpensslPeerTests(fixture);
        using var xadesjs = new XadesjsPeerTests(fixture);
        using var pdf = new PadesPeerTests(fixture);
        (string Peer, string What, Action Check)[] lines =
        [
            ("xmlsec1 + openssl", "sign XAdES: RSA, c14n 1.0; we verify", () => xmlsec.Inspect_SignedByXmlsecWithKeysOfOpenssl_PassesUntilAByteChanges("rsa-sha256", C14n10)),
            ("xmlsec1 + openssl", "sign XAdES: P-256, c14n 1.1; we verify", () => xmlsec.Inspect_SignedByXmlsecWithKeysOfOpenssl_PassesUntilAByteChanges("ecdsa-sha256", C14n11)),
            ("xmlsec1 + openssl", "sign XAdES: P-384, exclusive; we verify", () => xmlsec.Inspect_SignedByXmlsecWithKeysOfOpenssl_PassesUntilAByteChanges("ecdsa-sha384", Exclusive)),
            ("xmlsec1", "verifies ours: P-256, c14n 1.1", () => xmlsec.Sign_OurContainer_IsVerifiedByXmlsec(DemoKey.EcdsaP256, C14n11)),
            ("xmlsec1", "verifies ours: RSA, exclusive", () => xmlsec.Sign_OurContainer_IsVerifiedByXmlsec(DemoKey.Rsa2048, Exclusive)),
            ("xadesjs", "signs XAdES: RSA, c14n 1.0; we verify", () => xadesjs.Inspect_SignedByXadesjs_HoldsUntilAByteChanges(DemoKey.Rsa2048, "rsa-sha256", C14n10)),
            ("xadesjs", "signs XAdES: RSA-PSS, exclusive; we verify", () => xadesjs.Inspect_SignedByXadesjs_HoldsUntilAByteChanges(DemoKey.Rsa2048, "rsa-pss-sha256", Exclusive)),
            ("xadesjs", "signs XAdES: P-384, exclusive; we verify", () => xadesjs.Inspect_SignedByXadesjs_HoldsUntilAByteChanges(DemoKey.EcdsaP384, "ecdsa-sha384", Exclusive)),
            ("xadesjs", "verifies ours: RSA, c14n 1.0", () => xadesjs.Sign_OurContainer_IsVerifiedByXadesjs(DemoKey.Rsa2048, C14n10)),
            ("xadesjs", "verifies ours: P-256, exclusive", () => xadesjs.Sign_OurContainer_IsVerifiedByXadesjs(DemoKey.EcdsaP256, Exclusive)),
            ("edockit", "verifies ours: P-256, level LT", () => edockit.Sign_OurContainer_IsVerifiedByEdockit(DemoKey.EcdsaP256, DemoLevel.LT)),
            ("edockit", "verifies ours: RSA, level LT", () => edockit.Sign_OurContainer_IsVerifiedByEdockit(DemoKey.Rsa2048, DemoLevel.LT)),
            ("edockit", "refuses ours with a changed file", edockit.Sign_ChangedContainer_IsRefusedByEdockit),
            ("openssl ts", "verifies our time-stamp, refuses it over other data", openssl.Stamp_OurToken_IsVerifiedByOpenssl),
            ("openssl ocsp", "verifies our OCSP answers: good, revoked, damaged", openssl.Answer_OurOcsp_IsVerifiedByOpenssl),
            ("openssl cms", "verifies our CMS: P-256", () => openssl.SignCmsDetached_OurCms_IsVerifiedByOpensslAndStamped(DemoKey.EcdsaP256)),
            ("openssl cms", "verifies our CMS: RSA", () => openssl.SignCmsDetached_OurCms_IsVerifiedByOpensslAndStamped(DemoKey.Rsa2048)),
            ("pdfsig", "agrees on an intact and an extended PDF: P-256", () => pdf.Inspect_SameFileAsPdfsig_Agrees(DemoKey.EcdsaP256)),
            ("pdfsig", "sees replaced content, as we do", pdf.Inspect_ContentReplacedLater_IsSeenByBoth),
            ("qpdf", "writes object streams; we read the same pages and form", () => pdf.Read_FileWrittenByQpdf_HasTheSameFormAndPages("--object-streams=generate")),
            ("qpdf", "writes a linearized file; we read the same", () => pdf.Read_FileWrittenByQpdf_HasTheSameFormAndPages("--linearize")),
        ];

        var results = lines.Select(l => (l.Peer, l.What, Result: Try(l.Check))).ToList();

        var table = new StringBuilder().AppendLine();
        results.ForEach(r => table.AppendLine($"{r.Peer,-18} {r.What,-58} {r.Result}"));
        output.WriteLine(table.ToString());
        results.Where(r => r.Result != "agreed" && !r.Result.StartsWith(Absent, StringComparison.Ordinal)).ShouldBeEmpty();
        var absent = results.Where(r => r.Result != "agreed").Select(r => r.Peer).Distinct(StringComparer.Ordinal).ToList();
        if (absent.Count > 0)
        {
            Assert.Skip($"{results.Count(r => r.Result == "agreed")} of {results.Count} lines agreed; not compared, because not installed (Tests/install): {string.Join(", ", absent)}.");
        }
    }

    private static string Try(Action check)
    {
        try
        {
            check();
            return "agreed";
        }
        catch (Exception e) when (e.GetType().Name.Contains("Skip", StringComparison.Ordinal))
        {
            return $"{Absent}: {e.Message.Replace("$XunitDynamicSkip$", "", StringComparison.Ordinal)}";
        }
        catch (Exception e) when (e is ShouldAssertException)
        {
            return $"DIFFERS: {e.Message.Split('\n')[0]}";
        }
    }
}
