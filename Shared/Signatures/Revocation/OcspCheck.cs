using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Revocation;

/// <summary>Judges the OCSP responses carried in a signature (RFC 6960). Nothing is fetched.</summary>
internal sealed class OcspCheck(CertificatePaths paths, RevocationEvidence? aboutServices = null)
{
    /// <summary>Signers ask within minutes; a later answer no longer speaks for the moment of signing (see docs/signatures.md).</summary>
    private static readonly TimeSpan LongAfter = TimeSpan.FromHours(24);

    /// <summary>How much older than the answer itself the knowledge in it may be when it is held against a time-stamp (EN 319 102-1 §5.2.5, freshness).</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    /// <summary>Clocks of two services; an answer this much before the time-stamp still counts as taken after it.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    /// <summary>What the answers say of a service: an authority, a time-stamp authority.</summary>
    /// <param name="at">When it did its work.</param>
    public ServiceStanding StandingOf(IEnumerable<byte[]> responses, X509Certificate2 certificate, X509Certificate2 issuer, IReadOnlyCollection<X509Certificate2> candidates, DateTimeOffset at)
    {
        var standing = ServiceStanding.Unknown;
        foreach (var encoded in responses)
        {
            if (TryRead(encoded) is not { } response
                || response.About(certificate, issuer) is not { } answer
                || (response.Algorithm is { Digest.IsWeak: true } && response.ProducedAt >= Sha1Policy.ServicesStopped)
                || !IsFromAuthorisedResponder(response, issuer, candidates, except: certificate))
            {
                continue;
            }

            if (answer.Revoked?.Undoes(at) == true)
            {
                return ServiceStanding.Revoked;
            }

            if (answer.Status != OcspStatus.Unknown && (answer.ThisUpdate >= at || at <= (answer.NextUpdate ?? answer.ThisUpdate + LongAfter)))
            {
                standing = ServiceStanding.Good;
            }
        }

        return standing;
    }

    private static OcspResponse? TryRead(byte[] encoded)
    {
        try
        {
            return OcspResponse.Read(encoded);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Null when one response says "good" in time and all can be read; else the reason of the response that came closest.</summary>
    /// <param name="responses">Encoded responses found in the signature.</param>
    /// <param name="certificate">The signing certificate.</param>
    /// <param name="issuer">Its issuer, from the certificate path.</param>
    /// <param name="candidates">Certificates that may be the responder's.</param>
    /// <param name="bestTime">The time to be judged at.</param>
    /// <param name="stamped">Is <paramref name="bestTime"/> a trusted time-stamp, or only now?</param>
    public Reason? Check(
        IEnumerable<byte[]> responses,
        X509Certificate2 certificate,
        X509Certificate2 issuer,
        IReadOnlyCollection<X509Certificate2> candidates,
        DateTimeOffset bestTime,
        bool stamped)
    {
        Reason? closest = null;
        Reason? unreadable = null;
        var good = false;
        foreach (var encoded in responses)
        {
            var reason = CheckOne(encoded, certificate, issuer, candidates, bestTime, stamped);
            if (reason is null)
            {
                good = true;
                continue;
            }

            if (reason.Code == ReasonCode.Revoked)
            {
                return reason;
            }

            unreadable = reason.Code == ReasonCode.RevocationUnreadable ? reason : unreadable;
            closest = closest is null || reason.Code is ReasonCode.RevocationBeforeTimeStamp or ReasonCode.RevocationLongAfterTimeStamp ? reason : closest;
        }

        // One that cannot be read may have said "revoked", so a good one beside it settles nothing.
        return good ? unreadable : closest ?? Open(ReasonCode.RevocationNotChecked, "No OCSP response is carried in the signature.");
    }

    private Reason? CheckOne(
        byte[] encoded, X509Certificate2 certificate, X509Certificate2 issuer, IReadOnlyCollection<X509Certificate2> candidates, DateTimeOffset bestTime, bool stamped)
    {
        if (TryRead(encoded) is not { } response)
        {
            return Open(ReasonCode.RevocationUnreadable, "An OCSP response in the signature cannot be read.");
        }

        if (response.About(certificate, issuer) is not { } answer)
        {
            return Open(ReasonCode.RevocationNotChecked, "The OCSP response in the signature is about another certificate.");
        }

        if (response.Algorithm is { Digest.IsWeak: true } && response.ProducedAt >= Sha1Policy.ServicesStopped)
        {
            return Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "The OCSP response is signed with SHA-1 although it was made after 2016.");
        }

        if (!IsFromAuthorisedResponder(response, issuer, candidates))
        {
            return Open(ReasonCode.RevocationNotTrusted, "The OCSP response does not come from a responder that the issuer authorised.");
        }

        return Judge(answer, response.ProducedAt, bestTime, stamped);
    }

    private static Reason? Judge(OcspAnswer answer, DateTimeOffset producedAt, DateTimeOffset bestTime, bool stamped)
    {
        if (answer.Status == OcspStatus.Unknown)
        {
            return Open(ReasonCode.RevocationNotChecked, "The OCSP responder does not know the signing certificate.");
        }

        if (answer.Status == OcspStatus.Revoked && (!stamped || answer.Revoked!.RevokedAt <= bestTime))
        {
            return Reason.Open(ReasonCode.Revoked, SubIndication.RevokedNoPoe, "The signing certificate was revoked, and nothing proves that the signature is older.");
        }

        if (stamped && (producedAt < bestTime - ClockTolerance || answer.ThisUpdate < bestTime - Freshness))
        {
            return Open(ReasonCode.RevocationBeforeTimeStamp, "The OCSP response is older than the time-stamp, so it does not show that the certificate was still good when it was stamped.");
        }

        if (stamped && answer.ThisUpdate > bestTime + LongAfter)
        {
            return Open(ReasonCode.RevocationLongAfterTimeStamp, "The OCSP response was taken more than a day after the time-stamp.");
        }

        return !stamped && bestTime > (answer.NextUpdate ?? answer.ThisUpdate + LongAfter)
            ? Open(ReasonCode.RevocationNotChecked, "The OCSP response is out of date and there is no trusted time-stamp that it could belong to.")
            : null;
    }

    /// <summary>
    /// RFC 6960 §4.2.2.2: the issuer itself, a responder it issued for OCSP, or one trusted locally. A list's word on a responder comes before its issuer's.
    /// An answer need not carry its responder's certificate (§4.2.1); a listed one is known without it.
    /// </summary>
    private bool IsFromAuthorisedResponder(OcspResponse response, X509Certificate2 issuer, IReadOnlyCollection<X509Certificate2> candidates, X509Certificate2? except = null)
    {
        if (response.Algorithm is not { } algorithm)
        {
            return false;
        }

        bool Signed(X509Certificate2 responder) =>
            IsNamed(response, responder) && algorithm.Verify(responder, response.SignedPart.Span, response.Signature);

        if (Signed(issuer))
        {
            return true;
        }

        return response.Certificates.Concat(candidates).Concat(paths.KnownResponders(response.ResponderName, response.ResponderKeyHash)).Any(responder =>
            CertificateUse.MayAnswerOcsp(responder)
            && CertificatePaths.IsInForce(responder, response.ProducedAt)
            && responder.Thumbprint != except?.Thumbprint
            && !CriticalExtensions.HasUnknown(responder)
            && KeyStrength.IsStrong(responder)
            && Signed(responder)
            && (paths.MayAnswer(responder, response.ProducedAt) ?? (IsDelegate(responder, issuer, candidates, response.ProducedAt) && IsStillGood(responder, issuer, response.ProducedAt))));
    }

    /// <summary>Was the answer made by a service that is trusted for OCSP itself, by a list or by hand, and not only by its issuer's word?</summary>
    public bool IsFromTrustedService(OcspResponse response, IReadOnlyCollection<X509Certificate2> candidates) =>
        response.Algorithm is { } algorithm
        && (!algorithm.Digest.IsWeak || response.ProducedAt < Sha1Policy.ServicesStopped)
        && response.Certificates.Concat(candidates).Concat(paths.KnownResponders(response.ResponderName, response.ResponderKeyHash)).Any(responder =>
            CertificateUse.MayAnswerOcsp(responder)
            && CertificatePaths.IsInForce(responder, response.ProducedAt)
            && paths.MayAnswer(responder, response.ProducedAt) == true
            && IsNamed(response, responder)
            && algorithm.Verify(responder, response.SignedPart.Span, response.Signature));

    /// <summary>
    /// RFC 6960 §4.2.2.2.1: a responder that its authority exempts (ocsp-nocheck), or that names no source, is not asked about. Of any other the file must show that it was
    /// not revoked, by lists alone, so that no responder speaks for itself.
    /// </summary>
    private bool IsStillGood(X509Certificate2 responder, X509Certificate2 issuer, DateTimeOffset at) =>
        CertificateUse.IsExemptFromRevocation(responder)
        || RevocationListCheck.StandingOf(aboutServices?.RevocationLists ?? [], responder, issuer, at) is var standing && standing != ServiceStanding.Revoked
            && (standing == ServiceStanding.Good || !CertificateUse.NamesRevocationSource(responder));

    /// <summary>
    /// The same authority may have designated the responder with another of its keys (RFC 6960 §4.2.2.2 does not prohibit it; Latvian responders
    /// of 2014 were): then that key must be trusted itself as an authority of this name.
    /// </summary>
    private bool IsDelegate(X509Certificate2 responder, X509Certificate2 issuer, IReadOnlyCollection<X509Certificate2> candidates, DateTimeOffset at) =>
        responder.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData)
        && (CertificateParts.IsSignedBy(responder, issuer)
            || paths.Find(responder, candidates, at, leafMayBeAnchor: false) is { Anchor: not null, Chain.Count: 1 });

    private static bool IsNamed(OcspResponse response, X509Certificate2 responder) =>
        response.ResponderName is { } name
            ? name.AsSpan().SequenceEqual(responder.SubjectName.RawData)
            : response.ResponderKeyHash.AsSpan().SequenceEqual(SHA1.HashData(CertificateParts.SubjectPublicKey(responder)));

    private static Reason Open(ReasonCode code, string text) => Reason.Open(code, SubIndication.TryLater, text);
}
