using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.Files;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>The document store on a disk on which each file takes ten minutes, once <see cref="Slow"/> is set.</summary>
internal sealed class SlowDocuments
{
    /// <summary>The clock that goes on meanwhile.</summary>
    public SimulatedTime? Slow { get; set; }

    public void Around(IServiceCollection services) =>
        services.AddSingleton<IDocumentStore>(provider => new Store(this, new FileDocumentStore(provider.GetRequiredService<DataFolder>().Documents)));

    private sealed class Store(SlowDocuments slow, FileDocumentStore inner) : IDocumentStore
    {
        public Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation) => inner.PutAsync(content, cancellation);

        public Task<byte[]> GetAsync(string fileId, CancellationToken cancellation)
        {
            slow.Slow?.Advance(TimeSpan.FromMinutes(10));
            return inner.GetAsync(fileId, cancellation);
        }

        public Task<bool> DeleteAsync(string fileId, CancellationToken cancellation) => inner.DeleteAsync(fileId, cancellation);
    }
}
