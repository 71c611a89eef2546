using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Functions.Notification;

/// <summary>What the state's service says of the e-address of the person a case is about.</summary>
internal static class PersonsEAddress
{
    /// <summary>Unknown where nobody can be asked: there is no personal code, no connection, or no answer.</summary>
    public static async Task<EAddressStanding> OfPersonAsync(this IEAddressDirectory directory, string municipality, CaseState state, CancellationToken cancellation) =>
        state.Received!.Applicant.PersonalCode is { Length: > 0 } code ? await directory.StandingAsync(municipality, code, cancellation) : EAddressStanding.Unknown;
}
