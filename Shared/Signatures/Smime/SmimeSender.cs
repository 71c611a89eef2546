using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Smime;

/// <summary>
/// Holds the headers against the signature. From, Date, Subject and To are not signed, so they can only contradict it:
/// the sender must be an address of the certificate, and the date must be near the signed time.
/// </summary>
internal static class SmimeSender
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    public static IEnumerable<Reason> Check(MimeEntity? headers, X509Certificate2 certificate, DateTimeOffset? signingTime)
    {
        if (SenderProblem(headers, certificate) is { } problem)
        {
            yield return problem;
        }

        if (headers is null || signingTime is null)
        {
            yield break;
        }

        var dates = headers.All("Date");
        if (dates.Count > 1 || (dates.Count == 1 && MailDate.Parse(dates[0]) is null))
        {
            yield return Reason.Open(ReasonCode.SenderUnclear, SubIndication.SigConstraintsFailure, "The message's date is unreadable or given twice.");
        }
        else if (dates.Count == 1 && (MailDate.Parse(dates[0])!.Value - signingTime.Value).Duration() > Tolerance)
        {
            yield return Reason.Failed(ReasonCode.MessageDateMismatch, SubIndication.SigConstraintsFailure, "The message's date is more than an hour away from the signed time; it may be an old message sent again.");
        }
    }

    private static Reason? SenderProblem(MimeEntity? headers, X509Certificate2 certificate)
    {
        var senders = headers?.All("From") ?? [];
        if (senders.Count == 0)
        {
            return Unclear("The message does not say who sent it (From), so that signer and sender cannot be compared.");
        }

        if (senders.Count > 1 || SenderAddress.Parse(senders[0]) is not { } sender)
        {
            return Unclear("The message does not name exactly one sender (From).");
        }

        var addresses = CertificateAddresses.Of(certificate);
        if (addresses.Count == 0)
        {
            return Unclear("The signer's certificate holds no e-mail address, so that signer and sender cannot be compared.");
        }

        return addresses.Contains(sender, StringComparer.OrdinalIgnoreCase)
            ? null
            : Reason.Open(ReasonCode.SenderMismatch, SubIndication.SigConstraintsFailure, "The message was sent from another address than the signer's certificate holds.");
    }

    private static Reason Unclear(string text) => Reason.Open(ReasonCode.SenderUnclear, SubIndication.SigConstraintsFailure, text);
}
