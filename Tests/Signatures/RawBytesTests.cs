using System.Buffers.Binary;
using System.Text;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Damage and tricks below the level of files, and everything that is no container.</summary>
public sealed class RawBytesTests(SignaturesFixture fixture)
{
    [Fact]
    public void Inspect_BytesBeforeTheArchive_IsRejected() => Rejected([.. "MZ"u8, .. fixture.Signed()], ReasonCode.DamagedContainer);

    [Fact]
    public void Inspect_ArchiveAfterAnotherArchive_IsRejected() =>
        Rejected([.. ContainerZip.Write([KeyValuePair.Create("x", new byte[1])]), .. fixture.Signed()], ReasonCode.UnsafeContainer);

    [Fact]
    public void Inspect_BytesAfterTheArchive_IsRejected() => Rejected([.. fixture.Signed(), 0], ReasonCode.DamagedContainer);

    [Fact]
    public void Inspect_CutShort_IsRejected() => Rejected(fixture.Signed()[..^500], ReasonCode.DamagedContainer);

    [Fact]
    public void Inspect_SymbolicLink_IsRejected() => Rejected(PatchDirectory(38, 0xA1FF_0000u), ReasonCode.UnsafeContainer);

    [Fact]
    public void Inspect_EncryptedEntry_IsRejected() => Rejected(PatchDirectory(8, 0x0008_0001u), ReasonCode.UnsafeContainer);

    [Fact]
    public void Inspect_DeclaredSizeTooSmall_IsRejected() => Rejected(PatchDirectory(24, 5), ReasonCode.UnsafeContainer);

    [Fact]
    public void Inspect_LocalNameDiffersFromDirectory_IsRejected()
    {
        var bytes = fixture.Signed();
        var at = bytes.AsSpan().IndexOf("META-INF/manifest.xml"u8);
        bytes[at] = (byte)'X';

        Rejected(bytes, ReasonCode.UnsafeContainer);
    }

    [Fact]
    public void Inspect_Empty_IsRejectedAsEmpty() => Rejected([], ReasonCode.EmptyFile);

    [Theory]
    [InlineData("iesniegums.pdf", "%PDF-1.7\n1 0 obj", ContainerVerdict.NotSigned, "nav elektroniski parakstīts")]
    [InlineData("iesniegums.pdf", "%PDF-1.7\n/ByteRange [0 1 2 3]", ContainerVerdict.Rejected, "bojāts")]
    [InlineData("vecs.ddoc", "<?xml version=\"1.0\"?><SignedDoc format=\"DIGIDOC-XML\">", ContainerVerdict.Unsupported, "nepārbauda")]
    [InlineData("vestule.eml", "Content-Type: multipart/signed; protocol=x", ContainerVerdict.Unsupported, "nepārbauda")]
    [InlineData("foto.jpg", "nothing", ContainerVerdict.NotSigned, "nav elektroniski parakstīts")]
    [InlineData("iesniegums.edoc", "nothing", ContainerVerdict.Rejected, "bojāts")]
    public void Inspect_OtherFormat_IsNamed(string name, string content, ContainerVerdict verdict, string words)
    {
        var report = fixture.Inspector.Inspect(name, Encoding.UTF8.GetBytes(content));

        report.Verdict.ShouldBe(verdict);
        report.ForStaff.ShouldContain(words);
        report.IsAcceptedAutomatically.ShouldBeFalse();
    }

    [Fact]
    public void Inspect_CmsSignature_IsNamed() =>
        fixture.Inspector.Inspect("a.p7m", fixture.Pki.SignCmsDetached(fixture.Person(), "x"u8.ToArray(), SignaturesFixture.Now)).Container.ShouldBe("CMS");

    [Fact]
    public void Inspect_CadesContainer_IsUnsupported()
    {
        var container = Container.Open(fixture.Signed()).Add("META-INF/signature001.p7s", [1]).Pack();

        fixture.Inspect(container).Verdict.ShouldBe(ContainerVerdict.Unsupported);
    }

    [Fact]
    public void Inspect_OfficeDocument_IsNotSigned()
    {
        var office = ContainerZip.Write([KeyValuePair.Create("[Content_Types].xml", "<x/>"u8.ToArray()), KeyValuePair.Create("word/document.xml", "<x/>"u8.ToArray())]);

        fixture.Inspector.Inspect("iesniegums.docx", office).Verdict.ShouldBe(ContainerVerdict.NotSigned);
    }

    [Theory]
    [InlineData("META-INF/documentsignatures.xml", ContainerVerdict.Unsupported)]
    [InlineData("META-INF/other.xml", ContainerVerdict.NotSigned)]
    public void Inspect_OpenDocument_IsNamedAndNotTakenForAContainer(string part, ContainerVerdict verdict)
    {
        var document = ContainerZip.Write([KeyValuePair.Create("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray()), KeyValuePair.Create(part, "<x/>"u8.ToArray())]);

        fixture.Inspector.Inspect("iesniegums.odt", document).Verdict.ShouldBe(verdict);
    }

    [Fact]
    public void Inspect_ContainerWithoutSignatures_IsNotSigned() =>
        fixture.Inspect(Container.Open(fixture.Signed()).Remove(Container.SignatureFile).Pack()).Verdict.ShouldBe(ContainerVerdict.NotSigned);

    private void Rejected(byte[] bytes, ReasonCode code)
    {
        var report = fixture.Inspect(bytes);

        report.Verdict.ShouldBe(ContainerVerdict.Rejected);
        report.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        report.Content.ReadDataFiles().ShouldBeEmpty();
    }

    /// <summary>Writes four bytes into the directory record of the second entry (a deflated one).</summary>
    private byte[] PatchDirectory(int offset, uint value)
    {
        var bytes = fixture.Signed();
        var first = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        var second = first + 4 + bytes.AsSpan(first + 4).IndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(second + offset), value);
        return bytes;
    }
}
