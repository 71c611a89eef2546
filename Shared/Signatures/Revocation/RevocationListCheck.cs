using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Revocation;

/// <summary>Judges the revocation lists carried in a signature (RFC 5280 §6.3). Nothing is fetched; only lists by the certificate's own issuer count.</summary>
internal static class RevocationListCheck
{
    /// <summary>Null when one list shows that the certificate was good and all can be read; else the reason of the list that came closest.</summary>
    /// <param name="lists">Encoded lists found in the signature.</param>
    /// <param name="certificate">The certificate asked about.</param>
    /// <param name="issuer">Its issuer, from the certificate path.</param>
    /// <param name="bestTime">The time to be judged at.</param>
    /// <param name="stamped">Is <paramref name="bestTime"/> a trusted time-stamp, or only now?</param>
    public static Reason? Check(IEnumerable<byte[]> lists, X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset bestTime, bool stamped)
    {
        Reason? closest = null;
        Reason? unreadable = null;
        var good = false;
        foreach (var encoded in lists)
        {
            var reason = CheckOne(encoded, certificate, issuer, bestTime, stamped);
            if (reason?.Code == ReasonCode.Revoked)
            {
                return reason;
            }

            good |= reason is null;
            unreadable = reason?.Code == ReasonCode.RevocationUnreadable ? reason : unreadable;
            closest = closest is null || reason?.Code != ReasonCode.RevocationNotChecked ? reason : closest;
        }

        return good ? unreadable : closest ?? Open(ReasonCode.RevocationNotChecked, "No revocation list is carried in the signature.");
    }

    private static Reason? CheckOne(byte[] encoded, X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset bestTime, bool stamped)
    {
        try
        {
            var list = RevocationList.Read(encoded);
            if (!list.Issuer.AsSpan().SequenceEqual(issuer.SubjectName.RawData))
            {
                return Open(ReasonCode.RevocationNotChecked, "The revocation list in the signature is another authority's.");
            }

            if (!CertificateUse.MaySignRevocationLists(issuer) || list.Algorithm?.Verify(issuer, list.SignedPart.Span, list.Signature) != true)
            {
                return Open(ReasonCode.RevocationNotTrusted, "The revocation list is not signed by the issuer of the signing certificate.");
            }

            if (list.Algorithm.Digest.IsWeak && list.ThisUpdate >= Sha1Policy.ServicesStopped)
            {
                return Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "The revocation list is signed with SHA-1 although it was made after 2016.");
            }

            return list.Scope?.Includes(certificate) == true
                ? Judge(list, list.Find(certificate), certificate, bestTime, stamped)
                : Open(ReasonCode.RevocationNotChecked, "The revocation list does not speak for this certificate (delta, indirect or partial list).");
        }
        catch (AsnContentException)
        {
            return Open(ReasonCode.RevocationUnreadable, "A revocation list in the signature cannot be read.");
        }
    }

    /// <summary>What the lists say of a service: an authority, a time-stamp authority, a responder.</summary>
    /// <param name="at">When it did its work.</param>
    public static ServiceStanding StandingOf(IEnumerable<byte[]> lists, X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset at)
    {
        var standing = ServiceStanding.Unknown;
        foreach (var encoded in lists)
        {
            if (TryRead(encoded, certificate, issuer) is not { } found)
            {
                continue;
            }

            if (found.Entry is { } entry && entry.Undoes(at))
            {
                return ServiceStanding.Revoked;
            }

            if (found.List.ThisUpdate >= at || at <= found.List.NextUpdate)
            {
                standing = ServiceStanding.Good;
            }
        }

        return standing;
    }

    private static (RevocationList List, RevokedEntry? Entry)? TryRead(byte[] encoded, X509Certificate2 certificate, X509Certificate2 issuer)
    {
        try
        {
            var list = RevocationList.Read(encoded);
            return list.Issuer.AsSpan().SequenceEqual(issuer.SubjectName.RawData)
                && CertificateUse.MaySignRevocationLists(issuer)
                && list.Algorithm is { } algorithm
                && (!algorithm.Digest.IsWeak || list.ThisUpdate < Sha1Policy.ServicesStopped)
                && list.Scope?.Includes(certificate) == true
                && algorithm.Verify(issuer, list.SignedPart.Span, list.Signature)
                ? (list, list.Find(certificate))
                : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static Reason? Judge(RevocationList list, RevokedEntry? entry, X509Certificate2 certificate, DateTimeOffset bestTime, bool stamped)
    {
        if (entry is not null && (!stamped || entry.RevokedAt <= bestTime))
        {
            return Reason.Open(ReasonCode.Revoked, SubIndication.RevokedNoPoe, $"The signing certificate was revoked ({entry.Reason ?? RevocationReason.Unspecified}), and nothing proves that the signature is older.");
        }

        if (list.ThisUpdate.UtcDateTime > certificate.NotAfter.ToUniversalTime())
        {
            return Open(ReasonCode.RevocationNotChecked, "The revocation list was made after the certificate expired, when revoked ones may have been taken off it.");
        }

        // A list made after the stamp shows more than is needed; one made before it speaks until its NextUpdate (EN 319 102-1 §5.2.5).
        return list.ThisUpdate >= bestTime || bestTime <= list.NextUpdate
            ? null
            : Open(stamped ? ReasonCode.RevocationBeforeTimeStamp : ReasonCode.RevocationNotChecked, "The revocation list was out of date at the time that counts.");
    }

    private static Reason Open(ReasonCode code, string text) => Reason.Open(code, SubIndication.TryLater, text);
}
