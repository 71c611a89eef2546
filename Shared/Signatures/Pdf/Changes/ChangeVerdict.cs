namespace SocialWorkflows.Signatures.Pdf.Changes;

/// <summary>What a later change means for a signature, by what the signer permitted.</summary>
internal static class ChangeVerdict
{
    /// <summary>Null when the change leaves the signature good.</summary>
    public static Reason? Of(DocumentChange change, ChangePermissions permissions)
    {
        if (change.Kind == ChangeKind.Content)
        {
            return Reason.Failed(ReasonCode.ContentChangedLater, SubIndication.FormatFailure, change.Text);
        }

        if (IsForbidden(change, permissions))
        {
            return Reason.Failed(ReasonCode.ForbiddenChange, SubIndication.FormatFailure, $"{change.Text} The signer had forbidden that.");
        }

        return change.Kind is ChangeKind.Signature or ChangeKind.ShownSignature || (change.Kind == ChangeKind.FormFilled && permissions.Level is not null)
            ? null
            : Reason.Open(ReasonCode.FormChangedLater, SubIndication.SigConstraintsFailure, change.Text);
    }

    private static bool IsForbidden(DocumentChange change, ChangePermissions permissions) => change.Kind switch
    {
        ChangeKind.Annotation => permissions.Level is 1 or 2,
        ChangeKind.FormFilled => permissions.Level == 1 || permissions.Locks(change.Field!),
        _ => permissions.Level == 1,
    };
}
