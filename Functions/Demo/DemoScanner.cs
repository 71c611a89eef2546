using System.Security.Cryptography;
using SocialWorkflows.Casework.Documents;

namespace SocialWorkflows.Functions.Demo;

/// <summary>
/// Stands in for a malware scanner in the demo alone: clean for files the demo made itself, no answer for anything else, which
/// therefore waits. <c>serve</c> cannot choose it.
/// </summary>
internal sealed class DemoScanner(DemoFolder folder) : IFileScanner
{
    public string Name => "demonstrācijas aizstājējs, pazīst tikai savus failus";

    public Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation) => Task.FromResult(
        folder.ReadKnownFiles().Contains(Convert.ToHexStringLower(SHA256.HashData(content.Span))) ? ScanVerdict.Clean : ScanVerdict.Unavailable);

    public Task<ScannerStanding> StandingAsync(CancellationToken cancellation) => Task.FromResult(new ScannerStanding(ScannerAnswer.Undated, null, TellsLimits: true));
}
