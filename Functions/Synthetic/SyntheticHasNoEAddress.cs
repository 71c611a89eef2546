using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>The state's service is asked about people only.</summary>
internal sealed class SyntheticHasNoEAddress(IEAddressDirectory people) : IEAddressDirectory
{
    public async Task<EAddressStanding> StandingAsync(string municipality, string personalCode, CancellationToken cancellation) =>
        municipality == SyntheticMunicipality.Id ? EAddressStanding.Inactive : await people.StandingAsync(municipality, personalCode, cancellation);
}
