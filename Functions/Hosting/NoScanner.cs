using SocialWorkflows.Casework.Documents;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>No scanner is configured: every file waits (design invariant I6).</summary>
internal sealed class NoScanner : IFileScanner
{
    public string Name => "none";

    public Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation) => Task.FromResult(ScanVerdict.Unavailable);

    public Task<ScannerStanding> StandingAsync(CancellationToken cancellation) => Task.FromResult(new ScannerStanding(ScannerAnswer.Silent, null, null));
}
