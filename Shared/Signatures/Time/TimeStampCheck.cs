using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Time;

/// <summary>The outcome for one token: a trusted time, or the reason why there is none.</summary>
internal sealed record TimeStampOutcome(DateTimeOffset? TrustedTime, Reason? Reason)
{
    /// <summary>The way to the anchor of a trusted stamp.</summary>
    public CertificatePath Path { get; init; } = CertificatePath.None;

    /// <summary>The earliest trusted stamp of a signature counts; what stands against the list it rests on becomes a warning.</summary>
    public void ApplyTo(SignatureState state, List<string> warnings, DateTimeOffset now)
    {
        if (Reason is not null)
        {
            state.Reasons.Add(Reason);
        }
        else if (state.StampedAt is null || TrustedTime < state.StampedAt)
        {
            state.StampedAt = TrustedTime;
            warnings.AddRange(Path.WarningsAt(now));
        }
    }
}

/// <summary>RFC 3161 time-stamps: imprint, token signature, signing-certificate binding, purpose, and the way to an anchor.</summary>
internal sealed class TimeStampCheck(CertificatePaths paths)
{
    private const int MaxEmbedded = 60;

    public TimeStampOutcome Check(byte[] token, byte[] stampedBytes, IReadOnlyCollection<X509Certificate2> candidates) =>
        Check(token, digest => digest.Hash(stampedBytes), candidates);

    /// <param name="token">The encoded token.</param>
    /// <param name="imprint">The digest of what it should stamp, by algorithm.</param>
    /// <param name="candidates">Certificates carried beside it.</param>
    public TimeStampOutcome Check(byte[] token, Func<DigestAlgorithm, byte[]> imprint, IReadOnlyCollection<X509Certificate2> candidates)
    {
        try
        {
            if (!Rfc3161TimestampToken.TryDecode(token, out var decoded, out var length) || length != token.Length)
            {
                return Broken("A time-stamp cannot be read.");
            }

            var digest = DigestAlgorithm.FromOid(decoded.TokenInfo.HashAlgorithmId.Value);
            if (digest is null or { IsHandMade: true })
            {
                return Open(ReasonCode.UnknownAlgorithm, SubIndication.CryptoConstraintsFailure, "A time-stamp uses a digest that is not accepted.");
            }

            if (!imprint(digest).AsSpan().SequenceEqual(decoded.TokenInfo.GetMessageHash().Span))
            {
                return Broken("A time-stamp belongs to another signature (its imprint does not match).");
            }

            // VerifySignatureForHash also holds the token to RFC 3161 §2.3: one signer, ESSCertID(v2) binding, critical timeStamping purpose.
            if (!decoded.VerifySignatureForHash(decoded.TokenInfo.GetMessageHash().Span, digest.Name, out var signer, [.. candidates])
                || EmbeddedCertificates.TryLoad(signer.RawDataMemory.Span) is not { } authority)
            {
                return Broken("A time-stamp's own signature is wrong or its authority may not stamp time.");
            }

            var embedded = decoded.AsSignedCms().Certificates.Take(MaxEmbedded).Select(c => EmbeddedCertificates.TryLoad(c.RawDataMemory.Span)).OfType<X509Certificate2>();
            return Trust(decoded.TokenInfo.Timestamp.ToUniversalTime(), digest, authority, [.. embedded, .. candidates]);
        }
        catch (CryptographicException)
        {
            return Broken("A time-stamp cannot be read.");
        }
    }

    private TimeStampOutcome Trust(DateTimeOffset time, DigestAlgorithm digest, X509Certificate2 authority, List<X509Certificate2> candidates)
    {
        if (!CertificateUse.MayStampTime(authority))
        {
            return Broken("A time-stamp was made with a certificate that is not for time-stamping.");
        }

        var path = paths.Find(authority, candidates, time, leafMayBeAnchor: true);
        if (path.Anchor is null || !path.InForce || !CertificatePaths.IsInForce(authority, time))
        {
            return Open(ReasonCode.TimeStampNotTrusted, SubIndication.NoCertificateChainFound, $"The time-stamping authority is not trusted here.{(path.Refusal is null ? "" : " " + path.Refusal)}");
        }

        if ((digest.IsWeak && time >= Sha1Policy.ServicesStopped) || !KeyStrength.IsStrong(authority))
        {
            return Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "A time-stamp uses SHA-1 although it was made after 2016, or too short a key.");
        }

        return new TimeStampOutcome(time, null) { Path = path };
    }

    private static TimeStampOutcome Broken(string text) => new(null, Reason.Failed(ReasonCode.TimeStampBroken, SubIndication.SigCryptoFailure, text));

    private static TimeStampOutcome Open(ReasonCode code, SubIndication sub, string text) => new(null, Reason.Open(code, sub, text));
}
