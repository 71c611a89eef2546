using System.Text;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>One change to a good container, its verdict, and the words a person reads.</summary>
public sealed class TamperingTests(SignaturesFixture fixture)
{
    private const string DataReference = "URI=\"izzi%C5%86a.pdf\"";
    private const string Xades = "http://uri.etsi.org/01903/v1.3.2#";

    internal sealed record Attack(Func<Container, Container> Change, ContainerVerdict Verdict, ReasonCode Code, string StaffWords);

    private static readonly Dictionary<string, Attack> Attacks = new(StringComparer.Ordinal)
    {
        ["byte in a data file"] = new(c => c.Set("izziņa.pdf", [.. c["izziņa.pdf"].Select((b, i) => i == 3 ? (byte)(b ^ 1) : b)]), ContainerVerdict.TotalFailed, ReasonCode.DataChanged, "mainīts pēc parakstīšanas"),
        ["claimed time in the signed properties"] = new(c => c.EditSignature("<xades:SigningTime>2026", "<xades:SigningTime>2025"), ContainerVerdict.TotalFailed, ReasonCode.SignaturePropertiesChanged, "mainīts pēc parakstīšanas"),
        ["digest in SignedInfo fitted to a changed file"] = new(FitDigest, ContainerVerdict.TotalFailed, ReasonCode.SignatureValueBroken, "mainīts pēc parakstīšanas"),
        ["SignatureValue"] = new(ChangeValue, ContainerVerdict.TotalFailed, ReasonCode.SignatureValueBroken, "mainīts pēc parakstīšanas"),
        ["unsigned file added"] = new(c => c.Add("pielikums.txt", "x"u8.ToArray()), ContainerVerdict.TotalFailed, ReasonCode.UnsignedFile, "ko paraksts neaptver"),
        ["unsigned file added and listed"] = new(c => List(c.Add("pielikums.txt", "x"u8.ToArray()), "pielikums.txt"), ContainerVerdict.TotalFailed, ReasonCode.UnsignedFile, "ko paraksts neaptver"),
        ["signed file removed"] = new(c => c.Remove("izziņa.pdf"), ContainerVerdict.TotalFailed, ReasonCode.ManifestMismatch, "neatbilst failiem"),
        ["signed file removed and not listed"] = new(c => Unlist(c.Remove("izziņa.pdf")), ContainerVerdict.Indeterminate, ReasonCode.SignedFileMissing, "trūkst faila"),
        ["manifest removed"] = new(c => c.Remove("META-INF/manifest.xml"), ContainerVerdict.TotalFailed, ReasonCode.ManifestMissing, "satura rādītājs"),
        ["media type in the manifest"] = new(c => c.Edit("META-INF/manifest.xml", "text/plain", "text/html"), ContainerVerdict.TotalFailed, ReasonCode.MediaTypeMismatch, "satura rādītājs"),
        ["same Id twice"] = new(c => c.EditSignature("<ds:KeyInfo>", "<ds:KeyInfo Id=\"S1-SignedProperties\">"), ContainerVerdict.TotalFailed, ReasonCode.WrappedSignature, "neatbilst standartam"),
        ["two SignedProperties"] = new(c => c.EditSignature("<xades:SignedProperties ", "<xades:SignedProperties Id=\"other\"/><xades:SignedProperties "), ContainerVerdict.TotalFailed, ReasonCode.WrappedSignature, "neatbilst standartam"),
        ["two QualifyingProperties"] = new(c => c.EditSignature("<ds:Object>", $"<ds:Object><xades:QualifyingProperties xmlns:xades=\"{Xades}\" Target=\"#S1\"/></ds:Object><ds:Object>"), ContainerVerdict.TotalFailed, ReasonCode.WrappedSignature, "neatbilst standartam"),
        ["two SignedInfo"] = new(c => c.EditSignature("<ds:SignedInfo ", "<ds:SignedInfo/><ds:SignedInfo "), ContainerVerdict.TotalFailed, ReasonCode.WrappedSignature, "neatbilst standartam"),
        ["SignedInfo hidden in an Object"] = new(c => c.EditSignature("<ds:Object>", "<ds:Object><ds:SignedInfo/></ds:Object><ds:Object>"), ContainerVerdict.TotalFailed, ReasonCode.WrappedSignature, "neatbilst standartam"),
        ["signature wrapped in another element"] = new(c => c.EditSignature("<ds:Signature ", "<x><ds:Signature ").EditSignature("</ds:Signature>", "</ds:Signature></x>"), ContainerVerdict.TotalFailed, ReasonCode.WrappedSignature, "neatbilst standartam"),
        ["properties of another signature"] = new(c => c.EditSignature("Target=\"#S1\"", "Target=\"#S2\""), ContainerVerdict.TotalFailed, ReasonCode.WrappedSignature, "neatbilst standartam"),
        ["SignedProperties no longer referenced"] = new(c => c.EditSignature(" Type=\"http://uri.etsi.org/01903#SignedProperties\"", ""), ContainerVerdict.TotalFailed, ReasonCode.WrappedSignature, "neatbilst standartam"),
        ["external URI"] = new(c => c.EditSignature(DataReference, "URI=\"http://example.invalid/a.pdf\""), ContainerVerdict.TotalFailed, ReasonCode.ForbiddenReference, "neatbilst standartam"),
        ["file URI"] = new(c => c.EditSignature(DataReference, "URI=\"file:///etc/passwd\""), ContainerVerdict.TotalFailed, ReasonCode.ForbiddenReference, "neatbilst standartam"),
        ["absolute URI"] = new(c => c.EditSignature(DataReference, "URI=\"/etc/passwd\""), ContainerVerdict.TotalFailed, ReasonCode.ForbiddenReference, "neatbilst standartam"),
        ["climbing URI"] = new(c => c.EditSignature(DataReference, "URI=\"../etc/passwd\""), ContainerVerdict.TotalFailed, ReasonCode.ForbiddenReference, "neatbilst standartam"),
        ["hidden climbing URI"] = new(c => c.EditSignature(DataReference, "URI=\"a/%2e%2e/b\""), ContainerVerdict.TotalFailed, ReasonCode.ForbiddenReference, "neatbilst standartam"),
        ["empty URI"] = new(c => c.EditSignature(DataReference, "URI=\"\""), ContainerVerdict.TotalFailed, ReasonCode.ForbiddenReference, "neatbilst standartam"),
        ["reference to KeyInfo"] = new(c => c.EditSignature(DataReference, "URI=\"#key\""), ContainerVerdict.TotalFailed, ReasonCode.ForbiddenReference, "neatbilst standartam"),
        ["XSLT transform"] = new(c => c.EditSignature(DataReference + ">", DataReference + "><ds:Transforms><ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/></ds:Transforms>"), ContainerVerdict.TotalFailed, ReasonCode.ForbiddenTransform, "neatbilst standartam"),
        ["XPath transform on the properties"] = new(c => c.EditSignature("URI=\"#S1-SignedProperties\">", "URI=\"#S1-SignedProperties\"><ds:Transforms><ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"/></ds:Transforms>"), ContainerVerdict.TotalFailed, ReasonCode.ForbiddenTransform, "neatbilst standartam"),
        ["XPath as canonicalization"] = new(c => c.EditSignature("Algorithm=\"http://www.w3.org/2006/12/xml-c14n11\"", "Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\""), ContainerVerdict.TotalFailed, ReasonCode.ForbiddenTransform, "neatbilst standartam"),
        ["DOCTYPE"] = new(c => c.EditSignature("<asic:XAdESSignatures", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><asic:XAdESSignatures"), ContainerVerdict.TotalFailed, ReasonCode.MalformedSignature, "neatbilst standartam"),
        ["DOCTYPE in the manifest"] = new(c => c.Edit("META-INF/manifest.xml", "<manifest:manifest", "<!DOCTYPE x><manifest:manifest"), ContainerVerdict.TotalFailed, ReasonCode.ManifestMismatch, "satura rādītājs"),
        ["XML nested without end"] = new(c => c.Set(Container.SignatureFile, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 200_000)))), ContainerVerdict.TotalFailed, ReasonCode.MalformedSignature, "neatbilst standartam"),
        ["attributes without end"] = new(c => c.Set(Container.SignatureFile, Encoding.UTF8.GetBytes($"<a {string.Join(' ', Enumerable.Range(0, 300_000).Select(i => $"a{i}=\"\""))}/>")), ContainerVerdict.TotalFailed, ReasonCode.MalformedSignature, "neatbilst standartam"),
        ["SigningCertificate missing"] = new(c => c.EditSignature("<xades:SigningCertificateV2>", "<xades:Gone>").EditSignature("</xades:SigningCertificateV2>", "</xades:Gone>"), ContainerVerdict.TotalFailed, ReasonCode.SigningCertificateMissing, "neatbilst standartam"),
        ["KeyInfo missing"] = new(c => c.EditSignature("<ds:X509Certificate>", "<ds:X509SKI>").EditSignature("</ds:X509Certificate>", "</ds:X509SKI>"), ContainerVerdict.TotalFailed, ReasonCode.SigningCertificateMissing, "neatbilst standartam"),
        ["two tokens in one time-stamp"] = new(c => c.EditSignature("<xades:EncapsulatedTimeStamp>", "<xades:EncapsulatedTimeStamp/><xades:EncapsulatedTimeStamp>"), ContainerVerdict.TotalFailed, ReasonCode.WrappedSignature, "neatbilst standartam"),
        ["unknown signature algorithm"] = new(c => c.EditSignature("xmldsig-more#ecdsa-sha256", "xmldsig-more#rsa-md5"), ContainerVerdict.Indeterminate, ReasonCode.UnknownAlgorithm, "nezināmu algoritmu"),
        ["same name in another case"] = new(c => c.Add("IZZIŅA.PDF", "x"u8.ToArray()), ContainerVerdict.Rejected, ReasonCode.UnsafeContainer, "nedroši"),
        ["same name twice"] = new(c => c.Add("izziņa.pdf", "x"u8.ToArray()), ContainerVerdict.Rejected, ReasonCode.UnsafeContainer, "nedroši"),
        ["path traversal"] = new(c => c.Add("../x", "x"u8.ToArray()), ContainerVerdict.Rejected, ReasonCode.UnsafeContainer, "nedroši"),
        ["absolute path"] = new(c => c.Add("/etc/x", "x"u8.ToArray()), ContainerVerdict.Rejected, ReasonCode.UnsafeContainer, "nedroši"),
        ["drive letter"] = new(c => c.Add("C:x", "x"u8.ToArray()), ContainerVerdict.Rejected, ReasonCode.UnsafeContainer, "nedroši"),
        ["backslash"] = new(c => c.Add("a\\x", "x"u8.ToArray()), ContainerVerdict.Rejected, ReasonCode.UnsafeContainer, "nedroši"),
        ["zip bomb"] = new(c => c.Add("bomb.txt", new byte[4 * 1024 * 1024]), ContainerVerdict.Rejected, ReasonCode.UnsafeContainer, "nedroši"),
        ["a thousand entries"] = new(c => Enumerable.Range(0, 1000).Aggregate(c, (x, i) => x.Add($"f{i}", [])), ContainerVerdict.Rejected, ReasonCode.UnsafeContainer, "nedroši"),
        ["no data file left"] = new(c => c.Remove("izziņa.pdf").Remove("Iesniegums par aprūpi.txt"), ContainerVerdict.Rejected, ReasonCode.NoDataFile, "nav neviena dokumenta"),
    };

    public static TheoryData<string> Names => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Inspect_Tampered_HasItsVerdictAndWords(string name)
    {
        var attack = Attacks[name];

        var report = fixture.Inspect(attack.Change(Container.Open(fixture.Signed())).Pack());

        var reasons = report.Signatures.SelectMany(s => s.Reasons).Concat(report.Problems).ToList();
        report.Verdict.ShouldBe(attack.Verdict, string.Join(' ', reasons.Select(r => r.Text)));
        reasons.Select(r => r.Code).ShouldContain(attack.Code);
        report.ForStaff.ShouldContain(attack.StaffWords);
        report.IsAcceptedAutomatically.ShouldBeFalse();
        report.ForResident.ShouldNotContain("Ķīsele");
    }

    [Fact]
    public void Inspect_CertificateExchanged_IsCalledImpersonation()
    {
        var other = fixture.Pki.Person("berzins", "Ilze", "Bērziņa", "000177-22222");
        var container = Container.Open(fixture.Signed());
        container.EditSignature(Convert.ToBase64String(fixture.Person().Certificate.RawData), Convert.ToBase64String(other.Certificate.RawData));

        var report = fixture.Inspect(container.Pack());

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        report.Signatures[0].Reasons[0].Code.ShouldBe(ReasonCode.SigningCertificateMismatch);
        report.Signatures[0].Signer.ShouldBeNull();
        report.ForStaff.ShouldContain("apmainīts sertifikāts");
    }

    [Fact]
    public void Inspect_NestedContainer_IsNamedAndProvesNothing()
    {
        var nested = new DemoFile("iekšā.edoc", "application/vnd.etsi.asic-e+zip", fixture.Signed());

        var report = fixture.Inspect(fixture.Signer.Sign(fixture.Person(), [nested], SignaturesFixture.Now));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Signatures.Count.ShouldBe(1);
        report.Warnings.ShouldContain(w => w.Contains("itself a container", StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_MimetypeMissing_PassesWithWarning()
    {
        var report = fixture.Inspect(Container.Open(fixture.Signed()).Remove("mimetype").Pack());

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Warnings.ShouldContain(w => w.Contains("no mimetype", StringComparison.Ordinal));
    }

    private static Container ChangeValue(Container container)
    {
        var at = container.Signature.IndexOf("-SignatureValue\">", StringComparison.Ordinal) + "-SignatureValue\">".Length + 10;
        var old = container.Signature.Substring(at - 10, 20);
        return container.EditSignature(old, string.Concat(old.AsSpan(0, 10), old[10] == 'A' ? "B" : "A", old.AsSpan(11)));
    }

    private static Container FitDigest(Container container)
    {
        byte[] changed = [.. container["izziņa.pdf"], 0x20];
        var old = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(container["izziņa.pdf"]));
        return container.Set("izziņa.pdf", changed).EditSignature(old, Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(changed)));
    }

    private static Container List(Container container, string name) => container.Edit(
        "META-INF/manifest.xml", "</manifest:manifest>", $"<manifest:file-entry manifest:full-path=\"{name}\" manifest:media-type=\"text/plain\"/></manifest:manifest>");

    private static Container Unlist(Container container) => container.Edit(
        "META-INF/manifest.xml", "<manifest:file-entry manifest:full-path=\"izziņa.pdf\" manifest:media-type=\"application/pdf\"/>", "");
}
