namespace SocialWorkflows.Signatures.Cms;

/// <summary>The CMS of a signature breaks a rule of its format, so that what it protects cannot be relied on.</summary>
internal sealed class CmsFormatException(Reason reason) : Exception(reason.Text)
{
    public Reason Reason => reason;

    public static CmsFormatException Malformed(string message) =>
        new(Reason.Failed(ReasonCode.MalformedSignature, SubIndication.FormatFailure, message));
}
