using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.Files;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>The document store of a process that dies: after so many deletions every further one fails.</summary>
internal sealed class MortalDocuments
{
    /// <summary>Deletions that still succeed; null: all.</summary>
    public int? Left { get; set; }

    /// <summary>The file that cannot be deleted, as under a wrong access right; null: none.</summary>
    public string? Stuck { get; set; }

    /// <summary>The clock that goes on by ten seconds with each deletion; null: none does.</summary>
    public SimulatedTime? Slow { get; set; }

    public void Around(IServiceCollection services) =>
        services.AddSingleton<IDocumentStore>(provider => new Store(this, new FileDocumentStore(provider.GetRequiredService<DataFolder>().Documents)));

    private sealed class Store(MortalDocuments mortal, FileDocumentStore inner) : IDocumentStore
    {
        public Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation) => inner.PutAsync(content, cancellation);

        public Task<byte[]> GetAsync(string fileId, CancellationToken cancellation) => inner.GetAsync(fileId, cancellation);

        public async Task<bool> DeleteAsync(string fileId, CancellationToken cancellation)
        {
            if (mortal.Left == 0 || fileId == mortal.Stuck)
            {
                throw new IOException("stopped");
            }

            if (mortal.Slow is { } clock)
            {
                // Timers of the clock fire on another thread.
                clock.Advance(TimeSpan.FromSeconds(10));
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            }

            var gone = await inner.DeleteAsync(fileId, cancellation);
            if (gone)
            {
                mortal.Left--;
            }

            return gone;
        }
    }
}
