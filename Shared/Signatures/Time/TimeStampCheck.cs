using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Cms;
using SocialWorkflows.Signatures.Cryptography;
using SocialWorkflows.Signatures.Revocation;

namespace SocialWorkflows.Signatures.Time;

/// <summary>The outcome for one token: a trusted time, or the reason why there is none.</summary>
internal sealed record TimeStampOutcome(DateTimeOffset? TrustedTime, Reason? Reason)
{
    /// <summary>The way to the anchor of a trusted stamp.</summary>
    public CertificatePath Path { get; init; } = CertificatePath.None;

    /// <summary>What a person should know of a trusted stamp; null mostly.</summary>
    public string? Remark { get; init; }

    /// <summary>The earliest trusted stamp of a signature counts, with what stands against the list it rests on.</summary>
    public void ApplyTo(SignatureState state, List<string> warnings, DateTimeOffset now)
    {
        if (Reason is not null)
        {
            state.Reasons.Add(Reason);
        }
        else if (state.StampedAt is null || TrustedTime < state.StampedAt)
        {
            state.StampedAt = TrustedTime;
            Path.ApplyTo(state, warnings, now);
            if (Remark is not null)
            {
                warnings.Add(Remark);
            }
        }
    }
}

/// <summary>RFC 3161 time-stamps, judged with the revocation data carried in the file and in the token: imprint, token signature, signing-certificate binding, purpose, and the way to an anchor.</summary>
internal sealed class TimeStampCheck(CertificatePaths paths, RevocationEvidence evidence)
{
    public TimeStampOutcome Check(byte[] token, byte[] stampedBytes, IReadOnlyCollection<X509Certificate2> candidates) =>
        Check(token, digest => digest.Hash(stampedBytes), candidates);

    /// <param name="token">The encoded token.</param>
    /// <param name="imprint">The digest of what it should stamp, by algorithm.</param>
    /// <param name="candidates">Certificates carried beside it.</param>
    public TimeStampOutcome Check(byte[] token, Func<DigestAlgorithm, byte[]> imprint, IReadOnlyCollection<X509Certificate2> candidates)
    {
        try
        {
            if (TimeStampToken.Read(token) is not { } stamp)
            {
                return Broken("A time-stamp cannot be read.");
            }

            if (stamp.ImprintDigest is null or { IsHandMade: true })
            {
                return Open(ReasonCode.UnknownAlgorithm, SubIndication.CryptoConstraintsFailure, "A time-stamp uses a digest that is not accepted.");
            }

            if (!imprint(stamp.ImprintDigest).AsSpan().SequenceEqual(stamp.Imprint))
            {
                return Broken("A time-stamp belongs to another signature (its imprint does not match).");
            }

            return stamp.FindAuthority(candidates) is { } authority && CertificateUse.IsForTimeStampingOnly(authority)
                ? Trust(stamp, authority, [.. stamp.Message.Certificates, .. candidates])
                : Broken("A time-stamp's own signature is wrong or its authority may not stamp time.");
        }
        catch (CmsFormatException)
        {
            return Broken("A time-stamp cannot be read.");
        }
    }

    private TimeStampOutcome Trust(TimeStampToken stamp, X509Certificate2 authority, List<X509Certificate2> candidates)
    {
        var path = paths.Find(authority, candidates, stamp.Time, leafMayBeAnchor: true);
        if (path.Anchor is null || !path.InForce || !CertificatePaths.IsInForce(authority, stamp.Time))
        {
            return Open(ReasonCode.TimeStampNotTrusted, SubIndication.NoCertificateChainFound, $"The time-stamping authority is not trusted here.{(path.Refusal is null ? "" : " " + path.Refusal)}");
        }

        var weak = stamp.ImprintDigest!.IsWeak || DigestAlgorithm.FromOid(stamp.Signer.DigestOid)!.IsWeak;
        if ((weak && stamp.Time >= Sha1Policy.ServicesStopped) || !KeyStrength.IsStrong(authority))
        {
            return Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "A time-stamp uses SHA-1 although it was made after 2016, or too short a key.");
        }

        if (PathConstraints.Problem(path) is { } problem)
        {
            return new TimeStampOutcome(null, problem with { Text = $"Of a time-stamp: {problem.Text}" });
        }

        var standing = new ServiceRevocation(paths, evidence.With(stamp.Message.OcspResponses, stamp.Message.Crls)).Of(path, from: 0, candidates, stamp.Time);
        if (standing == ServiceStanding.Revoked)
        {
            return Open(ReasonCode.TimeStampNotTrusted, SubIndication.RevokedCaNoPoe, "The time-stamping authority, or an issuer of it, was revoked.");
        }

        return stamp.HasUnknownCriticalExtension
            ? Open(ReasonCode.UnknownAlgorithm, SubIndication.CryptoConstraintsFailure, "A time-stamp carries a critical extension that is not understood.")
            : new TimeStampOutcome(stamp.Time, null)
            {
                Path = path,
                Remark = standing == ServiceStanding.Unknown ? "Nothing in the file shows that the time-stamping authority was not revoked; it is not listed itself." : null,
            };
    }

    private static TimeStampOutcome Broken(string text) => new(null, Reason.Failed(ReasonCode.TimeStampBroken, SubIndication.SigCryptoFailure, text));

    private static TimeStampOutcome Open(ReasonCode code, SubIndication sub, string text) => new(null, Reason.Open(code, sub, text));
}
