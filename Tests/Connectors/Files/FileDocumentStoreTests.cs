using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.Files;

namespace SocialWorkflows.Tests.Connectors.Files;

public sealed class FileDocumentStoreTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("socialworkflows-docs-").FullName;

    [Fact]
    public async Task Put_SameBytesInParallel_OneFileReadBack()
    {
        var store = new FileDocumentStore(_root);
        byte[] content = [1, 2, 3];

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.PutAsync(content, CancellationToken.None)));

        ids.Distinct().ShouldHaveSingleItem();
        Directory.GetFiles(_root, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        (await store.GetAsync(ids[0], CancellationToken.None)).ShouldBe(content);
    }

    [Fact]
    public async Task Get_ChangedOnDisk_Refused()
    {
        var store = new FileDocumentStore(_root);
        var id = await store.PutAsync(new byte[] { 1, 2, 3 }, CancellationToken.None);
        await File.WriteAllBytesAsync(Path.Combine(_root, id[..2], id), [1, 2, 4]);

        (await Should.ThrowAsync<DocumentStoreException>(() => store.GetAsync(id, CancellationToken.None))).Message.ShouldContain("changed on disk");
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Get_NoHash_RefusedWithoutTouchingTheDisk(string id) =>
        (await Should.ThrowAsync<DocumentStoreException>(() => new FileDocumentStore(_root).GetAsync(id, CancellationToken.None))).Message.ShouldContain("64 hexadecimal");

    [Fact]
    public async Task Get_Unknown_SaysWhatToDo() =>
        (await Should.ThrowAsync<DocumentStoreException>(() => new FileDocumentStore(_root).GetAsync(new string('a', 64), CancellationToken.None))).Message.ShouldContain("backup");

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
