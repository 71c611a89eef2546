using System.Text;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures.Containers;

/// <summary>Two readers of one ZIP must see the same files: what only one of them would see rejects the container.</summary>
public sealed class ZipSeamTests(SignaturesFixture fixture)
{
    private const ushort SizesFollow = 0x8;
    private const ushort Utf8 = 0x800;

    [Fact]
    public void Inspect_SameFilesStored_Passes() => Inspect(Entries()).Verdict.ShouldBe(ContainerVerdict.TotalPassed);

    [Fact]
    public void Inspect_EntryHiddenBetweenTheOthers_IsRejected()
    {
        var hidden = new RawEntry("cits.txt", "Cits teksts"u8.ToArray());

        Rejected(Inspect(Change("izziņa.pdf", e => e with { After = [.. RawZip.Local(hidden), .. hidden.Content] })), "directory does not list");
    }

    [Fact]
    public void Inspect_BytesBeforeTheDirectory_AreRejected()
    {
        var entries = Entries();
        entries[^1] = entries[^1] with { After = [1] };

        Rejected(Inspect(entries), "between the files of the container and its directory");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Inspect_DataDescriptor_IsReadWithAndWithoutItsSignature(bool signature) =>
        Inspect(Change("izziņa.pdf", e => e with { Flags = SizesFollow, Descriptor = d => RawZip.Descriptor(d, signature: signature) })).Verdict.ShouldBe(ContainerVerdict.TotalPassed);

    [Fact]
    public void Inspect_DataDescriptorThatContradicts_IsRejected() =>
        Rejected(Inspect(Change("izziņa.pdf", e => e with { Flags = SizesFollow, Descriptor = d => RawZip.Descriptor(d, crcChange: 1) })), "descriptor");

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Inspect_AnotherNameInTheUnicodeField_IsRejected(bool central, bool local)
    {
        var field = RawZip.UnicodePath(Encoding.UTF8.GetBytes("izziņa.pdf"), "cits.pdf");

        Rejected(Inspect(Change("izziņa.pdf", e => e with { Flags = Utf8, CentralExtra = central ? field : [], LocalExtra = local ? field : [] })), "two different names");
    }

    [Fact]
    public void Inspect_SameNameInTheUnicodeField_Passes()
    {
        var field = RawZip.UnicodePath(Encoding.UTF8.GetBytes("izziņa.pdf"), "izziņa.pdf");

        Inspect(Change("izziņa.pdf", e => e with { Flags = Utf8, CentralExtra = field, LocalExtra = field })).Verdict.ShouldBe(ContainerVerdict.TotalPassed);
    }

    [Fact]
    public void Inspect_CodePageNameWithItsUnicodeField_IsReadByTheField()
    {
        byte[] header = [.. "izzi"u8, 0xF2, .. "a.pdf"u8];
        var field = RawZip.UnicodePath(header, "izziņa.pdf");

        Inspect(Change("izziņa.pdf", e => e with { NameBytes = header, CentralExtra = field, LocalExtra = field })).Verdict.ShouldBe(ContainerVerdict.TotalPassed);
    }

    [Fact]
    public void Inspect_FolderWithContent_IsRejected() => Rejected(Inspect([.. Entries(), new RawEntry("mape/", [1, 2, 3])]), "folder");

    [Fact]
    public void Inspect_EmptyFolder_ChangesNothing() => Inspect([.. Entries(), new RawEntry("mape/", [])]).Verdict.ShouldBe(ContainerVerdict.TotalPassed);

    [Fact]
    public void Inspect_LongMimetype_IsRejected() =>
        Rejected(Inspect(Change("mimetype", e => e with { Content = [.. e.Content, .. Encoding.ASCII.GetBytes(new string(' ', 300)), .. "cits saturs"u8] })), "media type");

    [Theory]
    [InlineData("META-INF/cits.pdf", true)]
    [InlineData("META-INF/ASiCEvidenceRecordManifest1.xml", false)]
    [InlineData("META-INF/evidencerecord.ers", false)]
    public void Inspect_OtherFileInMetaInf_IsNamedUnlessTheFormatKnowsIt(string name, bool named)
    {
        var report = Inspect([.. Entries(), new RawEntry(name, "x"u8.ToArray())]);

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Warnings.Any(w => w.Contains(name, StringComparison.Ordinal) && w.Contains("no part of a signature container", StringComparison.Ordinal)).ShouldBe(named);
    }

    [Fact]
    public void Inspect_TwoSignatureFilesOfOneName_AreRejectedWithTheirMathematics()
    {
        var signature = Entries().Single(e => e.Name == Container.SignatureFile);

        var report = Inspect([.. Entries(), signature]);

        Rejected(report, "same name");
        report.Crypto.ShouldBe(CryptoState.Ok);
        report.Signatures.ShouldAllBe(s => s.Indication == Indication.TotalFailed && s.Signer == null && s.CoveredFiles.Count == 0);
        report.Content.ReadDataFiles().ShouldBeEmpty();
    }

    private static void Rejected(SignatureReport report, string words)
    {
        report.Verdict.ShouldBe(ContainerVerdict.Rejected);
        report.Problems.ShouldHaveSingleItem().Text.ShouldContain(words);
        report.IsAcceptedAutomatically.ShouldBeFalse();
    }

    private SignatureReport Inspect(IEnumerable<RawEntry> entries) => fixture.Inspect(RawZip.Write(entries));

    private List<RawEntry> Entries()
    {
        var container = Container.Open(fixture.Signed());
        return [.. container.Names.Select(n => new RawEntry(n, container[n]))];
    }

    private List<RawEntry> Change(string name, Func<RawEntry, RawEntry> change) => Entries().ConvertAll(e => e.Name == name ? change(e) : e);
}
