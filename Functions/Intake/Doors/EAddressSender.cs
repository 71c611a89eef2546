using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Intake.Doors;

/// <summary>What the sender's e-address and the signatures of the files together say about who applies.</summary>
internal static class EAddressSender
{
    public const string OtherSigner = "other-signer";
    public const string NoPerson = "no-person";

    /// <summary>Null when the application is its sender's; at the counter a person has looked.</summary>
    public static string? ReasonForReview(DoorRecord door, IReadOnlyList<InspectedAttachment> attachments, EAddressRule? rule)
    {
        if (door.Kind != DoorKinds.EAddress)
        {
            return null;
        }

        if (door.Applicant is not { } sender)
        {
            return NoPerson;
        }

        var signed = SignedApplication.Of(attachments);
        return signed switch
        {
            { Reason: SignedApplication.Unsigned } => rule is { ProvesSender: true } ? null : SignedApplication.Unsigned,
            { Applicant: { } signer } => signer.PersonalCode == sender.PersonalCode ? null : OtherSigner,

            // What is checked again later would be filed as a mail then; a person looks instead.
            { Reason: SignedApplication.Checking } => SignedApplication.Unclear,
            _ => signed.Reason,
        };
    }
}
