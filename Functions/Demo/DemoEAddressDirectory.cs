using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Functions.Demo;

/// <summary>The state's service as the demo needs it: it knows the active e-address of some sample residents.</summary>
internal sealed class DemoEAddressDirectory : IEAddressDirectory
{
    public Task<EAddressStanding> StandingAsync(string municipality, string personalCode, CancellationToken cancellation) =>
        Task.FromResult(DemoParts.All.Any(p => p.HasEAddress && p.Resident.PersonalCode == personalCode) ? EAddressStanding.Active : EAddressStanding.Unknown);
}
