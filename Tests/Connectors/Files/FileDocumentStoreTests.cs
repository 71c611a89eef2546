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

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
