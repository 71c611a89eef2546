using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions.Hosting.CustomHandler;
using SocialWorkflows.Tests.Connectors.AzureStorage;
using SocialWorkflows.Tests.Functions.Notices;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>Whose the hub is, where the hub itself is in trouble; the rest is in <see cref="HostedAzureDemoTests"/>.</summary>
public sealed class HubOwnershipTests
{
    [Fact]
    public async Task Hold_HubThatDoesNotAnswer_HoldsUpNothingAndEndsNothing()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        var store = new AzureCaseStore(fixture.Account, fixture.Prefix, new(code => code, reference => reference.CaseId, address => address), TimeProvider.System, NullLoggerFactory.Instance);
        using var lifetime = new Lifetime();

        (await new HubOwnership(new SilentClient(), store, lifetime, NullLogger<HubOwnership>.Instance).HoldAsync(CancellationToken.None)).ShouldBeTrue();

        lifetime.ApplicationStopping.IsCancellationRequested.ShouldBeFalse();
    }

    private sealed class SilentClient : NudgelessClient
    {
        public override Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
            throw new HttpRequestException("Nobody answers.");
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
