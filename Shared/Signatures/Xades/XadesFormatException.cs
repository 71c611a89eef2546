namespace SocialWorkflows.Signatures.Xades;

/// <summary>The XML of a signature breaks a rule of its format, so that what it protects cannot be relied on.</summary>
internal sealed class XadesFormatException(ReasonCode code, SubIndication subIndication, string message) : Exception(message)
{
    public Reason Reason => Reason.Failed(code, subIndication, Message);

    public static XadesFormatException Malformed(string message) => new(ReasonCode.MalformedSignature, SubIndication.FormatFailure, message);

    public static XadesFormatException Wrapped(string message) => new(ReasonCode.WrappedSignature, SubIndication.FormatFailure, message);
}
