namespace SocialWorkflows.Tests.EAddress;

/// <summary>What the service answers instead.</summary>
/// <param name="code">SOAP: Sender or Receiver.</param>
/// <param name="subcode">Of WS-Security; null for the service's own faults.</param>
/// <param name="reason">In the service's words, which quote addresses on purpose.</param>
internal sealed class DivFaultException(string code, string? subcode, string reason) : Exception(reason)
{
    public string Code => code;

    public string? Subcode => subcode;

    public static DivFaultException Security(string why) => new("Sender", "InvalidSecurity", "An error occurred when verifying security for the message. " + why);

    public static DivFaultException Malformed(string why) => new("Sender", null, $"PSS.045 Ziņojuma aploksne nav korekta: {why}");
}
