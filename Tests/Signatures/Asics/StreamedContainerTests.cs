using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Signatures.Containers;

namespace SocialWorkflows.Tests.Signatures.Asics;

/// <summary>Containers read from a file give the same answers as from memory, and are never loaded.</summary>
public sealed class StreamedContainerTests(SignaturesFixture fixture)
{
    [Fact]
    public void InspectFile_EveryContainerOfTheCorpus_AsFromMemory()
    {
        var inspector = new SignatureInspector(fixture.Trust, fixture.Time);
        foreach (var row in SignatureCorpus.Rows("asice"))
        {
            var streamed = inspector.InspectFile(Path.Combine(SignatureCorpus.Root, row.File));

            streamed.ToJson().ShouldBe(inspector.Inspect(row.File, row.Read()).ToJson(), row.File);
        }
    }

    [Fact]
    public void InspectFile_HundredMegabytes_TakesLittleMemory()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("large-").FullName, "liels.edoc");
        LargeContainer.Write(path, fixture.Signer, fixture.Person(), SignaturesFixture.Now, 100);
        var inspector = new SignatureInspector(fixture.Trust, fixture.Time);
        inspector.Inspect("warm.edoc", fixture.Signed());
        var before = GC.GetAllocatedBytesForCurrentThread();

        var report = inspector.InspectFile(path);

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Content.ReadDataFiles().ShouldBeEmpty();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(32 * 1024 * 1024);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void InspectFile_LargePdfStoredInside_IsNamedAndNotTakenIntoMemory()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("large-").FullName, "liels.zip");
        File.WriteAllBytes(path, RawZip.Write(new RawEntry("liels.pdf", [.. "%PDF-1.7\n"u8, .. new byte[60 * 1024 * 1024]])));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var report = fixture.Inspector.InspectFile(path);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(8 * 1024 * 1024);
        report.Verdict.ShouldBe(ContainerVerdict.NotSigned);
        report.Warnings.ShouldContain(w => w.Contains("liels.pdf", StringComparison.Ordinal) && w.Contains("not opened", StringComparison.Ordinal));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void Inspect_Stream_ContentReadableWhileOpen()
    {
        using var stream = new MemoryStream(fixture.Signed());

        fixture.Inspector.Inspect("a.edoc", stream).Content.ReadDataFiles().Count.ShouldBe(2);
    }

    [Fact]
    public void InspectFile_MissingFile_Throws() => Should.Throw<IOException>(() => fixture.Inspector.InspectFile("/nowhere/a.edoc"));
}
