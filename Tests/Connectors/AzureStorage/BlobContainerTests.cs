using System.Security.Cryptography;
using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Connectors.AzureStorage.Blobs;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

public sealed class BlobContainerTests
{
    private static readonly CancellationToken Now = CancellationToken.None;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(BlobContainer.BlockBytes)]
    [InlineData(BlobContainer.BlockBytes + 1)]
    [InlineData((2 * BlobContainer.BlockBytes) + 17)]
    public async Task Put_AnySize_ReadBackWholeAndInRanges(int size)
    {
        var (_, container) = await MakeAsync();
        var content = RandomNumberGenerator.GetBytes(size);

        (await container.PutAsync("memory", content, BlobCondition.CreateOnly, Now)).ShouldBeTrue();
        (await container.PutAsync("stream", new MemoryStream(content), BlobCondition.CreateOnly, Now)).ShouldBeTrue();

        (await container.FindAsync("memory", Now)).ShouldBe(content);
        (await container.FindAsync("stream", Now)).ShouldBe(content);
        (await container.PropertiesAsync("stream", Now))!.Size.ShouldBe(size);
        if (size > 10)
        {
            var range = (await container.RangeAsync("memory", size - 10, 100, null, Now))!;
            range.Content.ShouldBe(content[^10..]);
            range.Total.ShouldBe(size);
        }
    }

    [Fact]
    public async Task Put_CreateOnlyTwice_FirstStays()
    {
        var (_, container) = await MakeAsync();
        var large = new byte[BlobContainer.BlockBytes + 1];

        (await container.PutAsync("a", new byte[] { 1 }, BlobCondition.CreateOnly, Now)).ShouldBeTrue();
        (await container.PutAsync("a", new byte[] { 2 }, BlobCondition.CreateOnly, Now)).ShouldBeFalse();
        (await container.PutAsync("a", large, BlobCondition.CreateOnly, Now)).ShouldBeFalse();

        (await container.FindAsync("a", Now)).ShouldBe([1]);
    }

    [Fact]
    public async Task Put_StaleETag_RefusedAndKept()
    {
        var (_, container) = await MakeAsync();
        await container.PutAsync("a", new byte[] { 1 }, BlobCondition.None, Now);
        var seen = (await container.PropertiesAsync("a", Now))!;

        (await container.PutAsync("a", new byte[] { 2 }, new BlobCondition { ETag = seen.ETag }, Now)).ShouldBeTrue();
        (await container.PutAsync("a", new byte[] { 3 }, new BlobCondition { ETag = seen.ETag }, Now)).ShouldBeFalse();

        (await container.FindAsync("a", Now)).ShouldBe([2]);
    }

    [Fact]
    public async Task Put_TwoLargeUploadsAtOnce_OneWholeBlob()
    {
        var (_, container) = await MakeAsync();
        var contents = Enumerable.Range(0, 4).Select(i => Enumerable.Repeat((byte)i, (2 * BlobContainer.BlockBytes) + i).ToArray()).ToList();

        var written = await Task.WhenAll(contents.Select(c => container.PutAsync("same", c, BlobCondition.CreateOnly, Now)));

        written.Count(w => w).ShouldBe(1);
        (await container.FindAsync("same", Now)).ShouldBe(contents[Array.IndexOf(written, true)]);
    }

    [Fact]
    public async Task Put_StreamOf200MB_BoundedMemory()
    {
        var (fixture, container) = await MakeAsync();
        fixture.Transport.Fault = line => line.Contains("comp=block", StringComparison.Ordinal) ? new Fault(201) : null;
        var before = GC.GetTotalAllocatedBytes();

        (await container.PutAsync("large", new Endless(BlobUpload.LargestBytes), BlobCondition.CreateOnly, Now)).ShouldBeTrue();

        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(3L * BlobContainer.BlockBytes);
        fixture.Transport.Sent.Count(s => s.Contains("comp=block&", StringComparison.Ordinal)).ShouldBe(50);
        (await Should.ThrowAsync<StorageRejectedException>(() => container.PutAsync("larger", new Endless(BlobUpload.LargestBytes + 1), BlobCondition.CreateOnly, Now)))
            .Status.ShouldBe(413);
    }

    [Fact]
    public async Task List_ByPrefixOverPages_AllAndNothingElse()
    {
        var (_, container) = await MakeAsync();
        for (var i = 0; i < 7; i++)
        {
            await container.PutAsync($"in/{i} ā&", new byte[i], BlobCondition.None, Now);
        }

        await container.PutAsync("out/1", new byte[1], BlobCondition.None, Now);

        List<BlobInfo> found = [];
        await foreach (var blob in container.ListAsync("in/", Now, pageSize: 3))
        {
            found.Add(blob);
        }

        found.Select(b => (b.Name, b.Size)).ShouldBe(Enumerable.Range(0, 7).Select(i => ($"in/{i} ā&", (long)i)));
    }

    [Fact]
    public async Task Lease_Held_OthersAreRefusedUntilReleased()
    {
        var (_, container) = await MakeAsync();
        await container.PutAsync("lock", ReadOnlyMemory<byte>.Empty, BlobCondition.CreateOnly, Now);

        var lease = (await container.LeaseAsync("lock", TimeSpan.FromSeconds(15), Now))!;
        (await container.LeaseAsync("lock", TimeSpan.FromSeconds(15), Now)).ShouldBeNull();
        await lease.RenewAsync(Now);
        (await Should.ThrowAsync<StorageConflictException>(() => container.PutAsync("lock", new byte[] { 1 }, BlobCondition.None, Now))).Code.ShouldBe("LeaseIdMissing");
        await Should.ThrowAsync<StorageConflictException>(() => container.DeleteAsync("lock", BlobCondition.None, Now));
        (await container.PutAsync("lock", new byte[] { 1 }, new BlobCondition { LeaseId = lease.Id }, Now)).ShouldBeTrue();
        await lease.ReleaseAsync(Now);

        (await container.DeleteAsync("lock", BlobCondition.None, Now)).ShouldBeTrue();
        (await container.DeleteAsync("lock", BlobCondition.None, Now)).ShouldBeFalse();
    }

    [Fact]
    public async Task Lease_TakenOver_FormerHolderIsToldAtOnce()
    {
        var (_, container) = await MakeAsync();
        await container.PutAsync("lock", ReadOnlyMemory<byte>.Empty, BlobCondition.CreateOnly, Now);
        var first = (await container.LeaseAsync("lock", TimeSpan.FromSeconds(15), Now))!;
        await first.ReleaseAsync(Now);
        var thief = (await container.LeaseAsync("lock", TimeSpan.FromSeconds(15), Now))!;

        await Should.ThrowAsync<StorageConflictException>(() => first.RenewAsync(Now));
        await Should.ThrowAsync<StorageConflictException>(() => container.PutAsync("lock", new byte[] { 1 }, new BlobCondition { LeaseId = first.Id }, Now));

        (await container.FindAsync("lock", Now)).ShouldBe([]);
        await thief.ReleaseAsync(Now);
    }

    [Fact]
    public async Task Find_NoBlob_NullButNoContainerIsAnError()
    {
        var (fixture, container) = await MakeAsync();

        (await container.FindAsync("none", Now)).ShouldBeNull();
        await Should.ThrowAsync<StorageNotFoundException>(() => new BlobContainer(fixture.Account, "nowhere").FindAsync("none", Now));
    }

    private static async Task<(AzuriteFixture Fixture, BlobContainer Container)> MakeAsync()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        var container = new BlobContainer(fixture.Account, fixture.Prefix);
        await container.CreateIfMissingAsync(Now);
        await container.CreateIfMissingAsync(Now);
        return (fixture, container);
    }

    private sealed class Endless(long size) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, size - _at);
            _at += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
