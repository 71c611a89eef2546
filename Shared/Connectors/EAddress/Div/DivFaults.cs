using System.Net.Sockets;
using System.Security.Authentication;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.ServiceModel.Security;
using System.Text.RegularExpressions;
using System.Xml;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>What went wrong with a call, in our words: the service's may quote addresses, which are personal codes.</summary>
internal static partial class DivFaults
{
    /// <summary>Known faults of the service; a code that is not here is judged by whether the service calls it the sender's or its own.</summary>
    private static readonly Dictionary<string, (EAddressProblem Kind, string WhatToDo)> Known = new(StringComparer.Ordinal)
    {
        ["PSS.024"] = (EAddressProblem.Refused, "the service does not route between these two kinds of addresses. Check that the sender is the institution's address; else choose another lawful channel."),
        ["PSS.045"] = (EAddressProblem.Refused, "the service calls the envelope malformed. Choose another lawful channel if the term is near, and tell the developers."),
        [NoRights] = (EAddressProblem.Setup, "the account may not do this. Ask the operator of the e-address (VDAA) for the right."),
        [Security] = (EAddressProblem.Setup, "the signature, its time or the certificate is not accepted. Check this machine's clock and that the certificate is valid and registered."),
    };

    private const string NoRights = "NO-RIGHTS";
    private const string Security = "SECURITY";

    public static EAddressServiceException Of(MessageFault fault)
    {
        var words = fault.Reason.ToString() + " " + Detail(fault);
        var code = Code().Match(words) is { Success: true } match ? match.Value
            : words.Contains("nav tiesīb", StringComparison.OrdinalIgnoreCase) || words.Contains("nav tiesības", StringComparison.OrdinalIgnoreCase) ? NoRights
            : IsSecurity(fault.Code) ? Security
            : fault.Code.IsReceiverFault ? "FAULT-RECEIVER"
            : "FAULT-SENDER";
        return Known.TryGetValue(code, out var known)
            ? new EAddressServiceException(known.Kind, code, known.WhatToDo)
            : fault.Code.IsReceiverFault
                ? new EAddressServiceException(EAddressProblem.TryAgain, code, "the service failed; it is asked again.")
                : new EAddressServiceException(EAddressProblem.Refused, code, "the service refuses this message. Choose another lawful channel if the term is near, and tell the developers the code.");
    }

    public static EAddressServiceException Of(Exception problem) => problem switch
    {
        EAddressServiceException known => known,
        MessageSecurityException { InnerException: FaultException fault } => Of(fault.CreateMessageFault()),
        FaultException fault => Of(fault.CreateMessageFault()),
        SecurityNegotiationException or MessageSecurityException => new EAddressServiceException(
            EAddressProblem.Setup, "TLS", "no trusted connection. Check the service's certificate against ServerAuthoritiesFile, and that our certificate is valid and registered."),
        EndpointNotFoundException or ServerTooBusyException => new EAddressServiceException(EAddressProblem.TryAgain, "DOWN", "the service cannot be reached; it is asked again."),
        _ when Has<AuthenticationException>(problem) => new EAddressServiceException(
            EAddressProblem.Setup, "TLS", "no trusted connection. Check the service's certificate against ServerAuthoritiesFile, and that our certificate is valid and registered."),
        _ when Find<SocketException>(problem) is { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound } =>
            new EAddressServiceException(EAddressProblem.TryAgain, "DOWN", "the service cannot be reached; it is asked again."),
        XmlException or QuotaExceededException or ProtocolException => new EAddressServiceException(
            EAddressProblem.TryAgain, "ANSWER", "the answer is not what the service should say, or larger than MaxAnswerBytes; it is asked again.", mayHaveHappened: true),
        TimeoutException => new EAddressServiceException(EAddressProblem.TryAgain, "SLOW", "no answer within CallLimit; it is asked again.", mayHaveHappened: true),
        _ => new EAddressServiceException(EAddressProblem.TryAgain, "BROKEN", "the connection broke off; it is asked again.", mayHaveHappened: true),
    };

    private static string Detail(MessageFault fault)
    {
        if (!fault.HasDetail)
        {
            return string.Empty;
        }

        using var reader = fault.GetReaderAtDetailContents();
        return reader.ReadOuterXml();
    }

    private static bool IsSecurity(FaultCode code)
    {
        for (var part = code; part is not null; part = part.SubCode)
        {
            if (part.Name is "InvalidSecurity" or "FailedAuthentication" or "FailedCheck" or "InvalidSecurityToken" or "MessageExpired" or "SecurityTokenUnavailable" or "UnsupportedSecurityToken")
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has<T>(Exception problem)
        where T : Exception => Find<T>(problem) is not null;

    private static T? Find<T>(Exception problem)
        where T : Exception
    {
        for (var part = problem; part is not null; part = part.InnerException)
        {
            if (part is T found)
            {
                return found;
            }
        }

        return null;
    }

    [GeneratedRegex(@"\b[A-Z]{2,4}\.[0-9]{3}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
