using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>
/// xadesjs (npm) signs what we verify and verifies what we sign: one file, level B, canonicalisation 1.0 and exclusive. It makes no container, time-stamps or
/// OCSP, and knows no canonicalisation 1.1.
/// </summary>
public sealed class XadesjsPeerTests(SignaturesFixture fixture) : IDisposable
{
    private const string DataFile = "Iesniegums par aprūpi.txt";
    private readonly string _folder = Peer.Folder();

    [Theory]
    [InlineData(DemoKey.Rsa2048, "rsa-sha256", CanonicalizationMethod.C14n10Uri)]
    [InlineData(DemoKey.Rsa2048, "rsa-sha512", CanonicalizationMethod.ExclusiveUri)]
    [InlineData(DemoKey.Rsa2048, "rsa-pss-sha256", CanonicalizationMethod.ExclusiveUri)]
    [InlineData(DemoKey.EcdsaP256, "ecdsa-sha256", CanonicalizationMethod.C14n10Uri)]
    [InlineData(DemoKey.EcdsaP384, "ecdsa-sha384", CanonicalizationMethod.ExclusiveUri)]
    [InlineData(DemoKey.EcdsaP521, "ecdsa-sha512", CanonicalizationMethod.C14n10Uri)]
    internal void Inspect_SignedByXadesjs_HoldsUntilAByteChanges(DemoKey key, string algorithm, string canonicalization)
    {
        var certificate = fixture.Person(key).Certificate;
        File.WriteAllBytes(PathOf("data"), SignaturesFixture.Application.Bytes);
        File.WriteAllBytes(PathOf("certificate"), certificate.RawData);
        using (var secret = (System.Security.Cryptography.AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey() ?? certificate.GetRSAPrivateKey()!)
        {
            File.WriteAllBytes(PathOf("key"), secret.ExportPkcs8PrivateKey());
        }

        Run("sign", PathOf("data"), DataFile, PathOf("key"), PathOf("certificate"), algorithm, canonicalization, PathOf("signature.xml"));
        var container = Container.Open(ContainerZip.Write(
        [
            new("mimetype", "application/vnd.etsi.asic-e+zip"u8.ToArray()),
            new(DataFile, SignaturesFixture.Application.Bytes),
            new("META-INF/signatures0.xml", File.ReadAllBytes(PathOf("signature.xml"))),
            new("META-INF/manifest.xml", XadesTemplate.Manifest([SignaturesFixture.Application with { Name = DataFile }])),
        ]));
        var inspector = new SignatureInspector(fixture.Trust, new SimulatedTime(DateTimeOffset.UtcNow));

        var good = inspector.Inspect("a.asice", container.Pack());
        var changed = inspector.Inspect("a.asice", container.Set(DataFile, [1]).Pack());

        good.Signatures.ShouldHaveSingleItem().Crypto.ShouldBe(CryptoState.Ok, string.Join(' ', good.Signatures[0].Reasons.Select(r => r.Text)));
        good.Files.ShouldHaveSingleItem().Covered.ShouldBeTrue();
        good.Signatures[0].Reasons.ShouldHaveSingleItem().Code.ShouldBe(ReasonCode.RevocationNotChecked);
        changed.Signatures[0].SubIndication.ShouldBe(SubIndication.HashFailure);
    }

    [Theory]
    [InlineData(DemoKey.Rsa2048, CanonicalizationMethod.C14n10Uri)]
    [InlineData(DemoKey.EcdsaP256, CanonicalizationMethod.ExclusiveUri)]
    [InlineData(DemoKey.EcdsaP384, CanonicalizationMethod.C14n10Uri)]
    internal void Sign_OurContainer_IsVerifiedByXadesjs(DemoKey key, string canonicalization)
    {
        var signed = fixture.Signer.Sign(fixture.Person(key), [SignaturesFixture.Application], SignaturesFixture.Now, canonicalization: CanonicalizationMethod.FromUri(canonicalization));
        File.WriteAllBytes(PathOf("signature.xml"), Container.Open(signed)[Container.SignatureFile]);
        File.WriteAllBytes(PathOf("data"), SignaturesFixture.Application.Bytes);
        File.WriteAllBytes(PathOf("changed"), [1]);

        Run("verify", PathOf("signature.xml"), PathOf("data")).ShouldStartWith("true");
        Run("verify", PathOf("signature.xml"), PathOf("changed")).ShouldContain("false");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Run(params string[] arguments)
    {
        var modules = Path.Combine(Peer.TestsFolder, "node_modules");
        if (!Directory.Exists(Path.Combine(modules, "xadesjs")))
        {
            Assert.Skip("xadesjs is not installed (Tests/install).");
        }

        var (exit, answer) = Peer.Run(Peer.TestsFolder, "node", [Path.Combine(Peer.TestsFolder, "Signatures", "Peers", "xadesjs.mjs"), modules, .. arguments]);
        exit.ShouldBe(0, answer);
        return answer;
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
