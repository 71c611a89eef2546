using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Tests.Support;

/// <summary>Says of everybody what the test sets, and counts how often it was asked.</summary>
internal sealed class FakeEAddressDirectory : IEAddressDirectory
{
    public EAddressStanding Standing { get; set; } = EAddressStanding.Unknown;

    public int Asked { get; private set; }

    public Task<EAddressStanding> StandingAsync(string municipality, string personalCode, CancellationToken cancellation)
    {
        Asked++;
        return Task.FromResult(Standing);
    }
}
