using SocialWorkflows.Casework.People;
using SocialWorkflows.Letters.Pdf;

namespace SocialWorkflows.Functions.Decision;

/// <summary>Whether decisions can be signed here, by whom; otherwise a signed file is uploaded and inspected.</summary>
internal interface ISigningOffice
{
    /// <summary>The person's signer with a time-stamp, or null when they sign elsewhere.</summary>
    ILetterSigner? SignerFor(StaffMember person);
}

/// <summary>Nobody signs here: the draft waits for a file signed with the person's own qualified certificate.</summary>
internal sealed class SigningElsewhere : ISigningOffice
{
    public ILetterSigner? SignerFor(StaffMember person) => null;
}
