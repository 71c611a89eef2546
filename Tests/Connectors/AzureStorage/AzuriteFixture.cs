using SocialWorkflows.Connectors.AzureStorage;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

/// <summary>A client of the emulator with a transport that can be told to fail, and names of its own.</summary>
internal sealed class AzuriteFixture
{
    private static int _made;

    private AzuriteFixture(AzuritePeer peer, StorageSettings settings)
    {
        Peer = peer;
        Transport = new FaultyTransport(peer.Transport());
        Account = new StorageAccount(peer.Endpoints, Credential, TimeProvider.System, settings, Transport);
        Prefix = $"t{Environment.ProcessId}x{Interlocked.Increment(ref _made)}";
    }

    public static StorageSettings Quick { get; } = new() { Delay = TimeSpan.FromMilliseconds(1), MaximumDelay = TimeSpan.FromMilliseconds(5), Timeout = TimeSpan.FromSeconds(20) };

    public AzuritePeer Peer { get; }

    public TestCredential Credential { get; } = new();

    public FaultyTransport Transport { get; }

    public StorageAccount Account { get; }

    /// <summary>Letters and digits that no other fixture of the run uses.</summary>
    public string Prefix { get; }

    /// <summary>The test is skipped, with the reason, where there is no emulator.</summary>
    public static async Task<AzuriteFixture> CreateAsync(StorageSettings? settings = null)
    {
        Assert.SkipWhen(AzuritePeer.WhyNot is not null, AzuritePeer.WhyNot ?? string.Empty);
        return new AzuriteFixture(await AzuritePeer.GetAsync(), settings ?? Quick);
    }
}
