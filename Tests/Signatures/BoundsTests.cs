using System.Diagnostics;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Cryptography;
using SocialWorkflows.Signatures.Pdf;
using SocialWorkflows.Tests.Signatures.Pdf;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>No file makes the inspector work for long or take much memory, however its parts multiply.</summary>
public sealed class BoundsTests(SignaturesFixture fixture)
{
    private const long MemoryLimit = 256L * 1024 * 1024;
    /// <summary>Beside another test on two processors; what is not bounded takes minutes.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(6);

    [Fact]
    public void Inspect_ThousandsOfNamespacesAtEveryDepth_TakesLittle()
    {
        var declarations = string.Concat(Enumerable.Range(0, 500).Select(i => $" xmlns:n{i}=\"urn:x:{i}\""));
        var inner = new StringBuilder();
        for (var depth = 0; depth < 40; depth++)
        {
            inner.Append($"<a{declarations.Replace("urn:x", $"urn:{depth}", StringComparison.Ordinal)}>");
        }

        inner.Append(string.Concat(Enumerable.Repeat("<b/>", 20_000))).Append(string.Concat(Enumerable.Repeat("</a>", 40)));

        Expect(SignatureWith(inner.ToString()));
    }

    [Fact]
    public void Inspect_ManyAttributes_TakesLittle() =>
        Expect(SignatureWith(string.Concat(Enumerable.Repeat($"<a{string.Concat(Enumerable.Range(0, 990).Select(i => $" a{i}=\"\""))}/>", 500))));

    [Fact]
    public void Inspect_MillionsOfElements_AreRefused() => Expect(SignatureWith(string.Concat(Enumerable.Repeat("<b/>", 1_900_000))));

    [Fact]
    public void Inspect_TextThatGrowsInCanonicalForm_TakesLittle() => Expect(SignatureWith($"<a>{new string('>', 7_500_000)}</a>"));

    [Fact]
    public void Inspect_ThousandSignatureFiles_AreRejected()
    {
        var container = Container.Open(fixture.Signed());
        var signature = container[Container.SignatureFile];
        for (var i = 0; i < 150; i++)
        {
            container.Add($"META-INF/signatures{i}.xml", signature);
        }

        var report = Expect(container.Pack());

        report.Verdict.ShouldBe(ContainerVerdict.Rejected);
        report.Problems[0].Text.ShouldContain("more than 100 signatures");
    }

    [Fact]
    public void Inspect_ManyArchiveTimeStampsOverALargeFile_DigestsItOnce()
    {
        var container = Container.Open(ArchiveSamples.Signed(fixture));
        var xml = container.Signature;
        var start = xml.IndexOf("<xades141:ArchiveTimeStamp", StringComparison.Ordinal);
        var end = xml.IndexOf("</xades141:ArchiveTimeStamp>", StringComparison.Ordinal) + "</xades141:ArchiveTimeStamp>".Length;
        container.Set(Container.SignatureFile, Encoding.UTF8.GetBytes(xml.Insert(end, string.Concat(Enumerable.Repeat(xml[start..end], 19)))));
        container.Set("izziņa.pdf", RandomNumberGenerator.GetBytes(1024 * 1024));
        var limits = new InspectionLimits { HashedBytes = 4 * 1024 * 1024 };

        var report = new SignatureInspector(fixture.Trust, fixture.Time, limits).Inspect("a.edoc", container.Pack());

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed, "digested once for the reference and once for all stamps; twenty times would be too much");
    }

    [Fact]
    public void Inspect_MoreWorkThanAllowed_IsRejectedWithTheReason()
    {
        var report = new SignatureInspector(fixture.Trust, fixture.Time, new InspectionLimits { Verifications = 1 }).Inspect("a.edoc", fixture.Signed());

        report.Verdict.ShouldBe(ContainerVerdict.Rejected);
        report.Problems[0].Text.ShouldContain("signature verifications");
    }

    [Fact]
    public void Inspect_LargeFilesPackedToNothing_AreRejected()
    {
        var container = Container.Open(fixture.Signed());
        var block = new byte[1024];
        for (var i = 0; i < 3; i++)
        {
            var compressible = new byte[45 * 1024 * 1024];
            for (var at = 0; at < compressible.Length; at += 64 * 1024)
            {
                RandomNumberGenerator.Fill(block);
                block.CopyTo(compressible, at);
            }

            container.Add($"{i}.bin", compressible);
        }

        Expect(container.Pack()).Verdict.ShouldBe(ContainerVerdict.Rejected);
    }

    [Fact]
    public void Verify_KeyWithAnEndlessExponent_IsRefusedAtOnce()
    {
        using var usual = RSA.Create(4096);
        var parameters = usual.ExportParameters(includePrivateParameters: false);
        parameters.Exponent = (new BigInteger(parameters.Modulus, isUnsigned: true, isBigEndian: true) - 2).ToByteArray(isUnsigned: true, isBigEndian: true);
        using var endless = RSA.Create();
        endless.ImportParameters(parameters);
        var key = new PublicKey(endless);
        using var issuer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var certificate = new CertificateRequest(new X500DistinguishedName("CN=Izdomats"), key, HashAlgorithmName.SHA256)
            .Create(new X500DistinguishedName("CN=Izdomats"), X509SignatureGenerator.CreateForECDsa(issuer), SignaturesFixture.Now.AddDays(-1), SignaturesFixture.Now.AddDays(1), [1]);
        var clock = Stopwatch.StartNew();

        SignatureAlgorithm.FromXmlUri("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")!.Verify(certificate, [1], new byte[512]).ShouldBeFalse();

        clock.Elapsed.ShouldBeLessThan(TimeLimit);
    }

    [Fact]
    public void Inspect_LongFieldNameInheritedByManyKids_TakesLittle()
    {
        var kids = string.Concat(Enumerable.Repeat("<</T(b)>>", 1_500));
        var bomb = PdfBomb.Packed($"<</Type/Catalog/AcroForm<</Fields[<</FT/Tx/T({new string('a', 1_000_000)})/Kids[{kids}]>>]>>>>");

        bomb.Length.ShouldBeLessThan(4_000);
        Expect(bomb, "forma.pdf").Verdict.ShouldBe(ContainerVerdict.NotSigned);
        ExpectFormContent(bomb);
    }

    [Theory]
    [InlineData("/a")]
    [InlineData("0 ")]
    [InlineData("[]")]
    [InlineData("<<>>")]
    [InlineData("()")]
    public void Inspect_MillionsOfPdfValues_AreRefused(string value)
    {
        var content = $"<</Type/Catalog/X[{string.Concat(Enumerable.Repeat(value, 2_100_000))}]>>";

        Expect(PdfBomb.Packed(content), "a.pdf").Verdict.ShouldBe(ContainerVerdict.NotSigned);
        var plain = PdfBomb.Plain(content);
        Expect(plain, "a.pdf").Problems.ShouldHaveSingleItem().Text.ShouldContain("objects of a PDF");
        ExpectFormContent(plain);
    }

    [Fact]
    public void Inspect_OneLongValueOfManyFields_IsRefused()
    {
        var fields = string.Concat(Enumerable.Repeat("<</FT/Tx/T(b)/V 9 0 R>>", 50_000));
        var bomb = PdfBomb.Plain($"<</Type/Catalog/AcroForm<</Fields[{fields}]>>>>", $"({new string('a', 1_000_000)})");

        ExpectFormContent(bomb);
    }

    [Fact]
    public void Inspect_SmallContainerDigestedInManyWays_IsRejected()
    {
        var block = new byte[1024];
        var compressible = new byte[95 * 1024 * 1024];
        for (var at = 0; at < compressible.Length; at += 56 * 1024)
        {
            RandomNumberGenerator.Fill(block);
            block.CopyTo(compressible, at);
        }

        var container = Container.Open(fixture.Signed()).Set("izziņa.pdf", compressible);
        string[] digests = ["http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2001/04/xmlenc#sha512", "http://www.w3.org/2001/04/xmldsig-more#sha224"];
        foreach (var (i, digest) in digests.Index())
        {
            var end = container.Signature.IndexOf("</ds:SignedInfo>", StringComparison.Ordinal);
            var other = container.Signature[..end].Replace("http://www.w3.org/2001/04/xmlenc#sha256", digest, StringComparison.Ordinal) + container.Signature[end..];
            container.Add($"META-INF/signatures{i}.xml", Encoding.UTF8.GetBytes(other));
        }

        var packed = container.Pack();

        packed.Length.ShouldBeLessThan(3 * 1024 * 1024);
        var report = Expect(packed);
        report.Verdict.ShouldBe(ContainerVerdict.Rejected);
        report.Problems[0].Text.ShouldContain("digested");
    }

    private static void ExpectFormContent(byte[] pdf)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();

        PdfFormContent.Read(pdf).ShouldBeNull();

        clock.Elapsed.ShouldBeLessThan(TimeLimit);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MemoryLimit);
    }

    private byte[] SignatureWith(string part) =>
        Container.Open(fixture.Signed()).EditSignature("</xades:SignedProperties>", $"{part}</xades:SignedProperties>").Pack();

    private SignatureReport Expect(byte[] container, string name = "iesniegums.edoc")
    {
        fixture.Inspect(fixture.Signed());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();

        var report = fixture.Inspect(container, name);

        clock.Elapsed.ShouldBeLessThan(TimeLimit);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MemoryLimit);
        report.IsAcceptedAutomatically.ShouldBeFalse();
        return report;
    }
}
