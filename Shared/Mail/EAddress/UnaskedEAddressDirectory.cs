namespace SocialWorkflows.Mail.EAddress;

/// <summary>Without a connection to the state's service there is nobody to ask: the person's own word stands.</summary>
public sealed class UnaskedEAddressDirectory : IEAddressDirectory
{
    public Task<EAddressStanding> StandingAsync(string municipality, string personalCode, CancellationToken cancellation) => Task.FromResult(EAddressStanding.Unknown);
}
