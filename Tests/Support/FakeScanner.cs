using SocialWorkflows.Casework.Documents;

namespace SocialWorkflows.Tests.Support;

/// <summary>A scanner that answers as the test says.</summary>
internal sealed class FakeScanner : IFileScanner
{
    public string Name => "test scanner";

    public ScanVerdict Verdict { get; set; } = ScanVerdict.Clean;

    public ScannerStanding Standing { get; set; } = new(ScannerAnswer.Undated, null, TellsLimits: true);

    public Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation) => Task.FromResult(Verdict);

    public Task<ScannerStanding> StandingAsync(CancellationToken cancellation) => Task.FromResult(Standing);
}
