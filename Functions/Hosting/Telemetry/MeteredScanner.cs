using SocialWorkflows.Casework.Documents;

namespace SocialWorkflows.Functions.Hosting.Telemetry;

/// <summary>Counts the answers of the scanner.</summary>
internal sealed class MeteredScanner(IFileScanner scanner) : IFileScanner
{
    public string Name => scanner.Name;

    public async Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var verdict = await scanner.ScanAsync(content, cancellation);
        AppTelemetry.Scanned(verdict.ToString().ToLowerInvariant());
        return verdict;
    }

    public Task<ScannerStanding> StandingAsync(CancellationToken cancellation) => scanner.StandingAsync(cancellation);
}
