using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Cryptography;
using SocialWorkflows.Signatures.Revocation;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>Proofs about revocation that a signature carries, whatever its format.</summary>
internal sealed record RevocationValues(IReadOnlyList<byte[]> OcspResponses, bool HasCrls);

/// <summary>Judges a signing certificate the same way for every signature format: validity at the best time, strength, use, path, revocation, qualification.</summary>
internal sealed class SignerCertificateCheck(CertificatePaths paths, TimeProvider time)
{
    /// <summary>Authorities stopped signing certificates with SHA-1 (CA/Browser Forum ballot 118); older ones need the authority's help to forge.</summary>
    private static readonly DateTime Sha1Ended = new(2017, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public void Check(X509Certificate2 certificate, RevocationValues revocation, List<X509Certificate2> candidates, SignatureState state, List<string> warnings)
    {
        var bestTime = state.StampedAt ?? time.GetUtcNow();
        CheckValidity(certificate, bestTime, state);
        if (!KeyStrength.IsStrong(certificate))
        {
            state.Reasons.Add(Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "The signer's key is too short or of an unknown kind."));
        }

        if (!CertificateUse.MaySignDocuments(certificate))
        {
            state.Reasons.Add(Reason.Open(ReasonCode.WrongKeyUsage, SubIndication.ChainConstraintsFailure, "The certificate is not meant for signing documents (no nonRepudiation)."));
        }

        var path = paths.Find(certificate, candidates, bestTime, leafMayBeAnchor: false);
        if (path.Anchor is null)
        {
            state.Reasons.Add(Reason.Open(ReasonCode.NotTrusted, SubIndication.NoCertificateChainFound, "The issuer of the signer's certificate is not trusted here."));
            return;
        }

        state.TrustAnchor = path.Anchor.Name;
        if (!path.InForce)
        {
            state.Reasons.Add(Reason.Open(ReasonCode.IssuerNotValid, SubIndication.CertificateChainGeneralFailure, "An issuer's certificate was not valid at the time that counts."));
        }

        if (path.Chain.Any(c => CertificateParts.Algorithm(c) is not { Digest.IsWeak: false } && c.NotBefore >= Sha1Ended))
        {
            state.Reasons.Add(Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "A certificate on the way to the trust anchor is signed with SHA-1 although it was issued after 2016."));
        }

        CheckRevocation(certificate, path.Issuer!, revocation, candidates, bestTime, state, warnings);
        state.Qualified = QualifiedStatements.Read(certificate).Compliance;
        if (!state.Qualified)
        {
            warnings.Add("The signer's certificate is not a qualified one.");
        }
    }

    private static void CheckValidity(X509Certificate2 certificate, DateTimeOffset bestTime, SignatureState state)
    {
        var stamped = state.StampedAt is not null;
        if (bestTime.UtcDateTime > certificate.NotAfter.ToUniversalTime())
        {
            state.Reasons.Add(stamped
                ? Reason.Failed(ReasonCode.CertificateExpired, SubIndication.Expired, "The signer's certificate had expired before the signature was time-stamped.")
                : Reason.Open(ReasonCode.ExpiredWithoutTimeStamp, SubIndication.OutOfBoundsNoPoe, "The signer's certificate has expired and no trusted time-stamp proves that the signature is older."));
        }
        else if (bestTime.UtcDateTime < certificate.NotBefore.ToUniversalTime())
        {
            state.Reasons.Add(stamped
                ? Reason.Failed(ReasonCode.CertificateNotYetValid, SubIndication.NotYetValid, "The signature was time-stamped before the signer's certificate became valid.")
                : Reason.Open(ReasonCode.CertificateNotYetValid, SubIndication.OutOfBoundsNoPoe, "The signer's certificate is not valid yet."));
        }
    }

    private void CheckRevocation(
        X509Certificate2 certificate,
        X509Certificate2 issuer,
        RevocationValues revocation,
        List<X509Certificate2> candidates,
        DateTimeOffset bestTime,
        SignatureState state,
        List<string> warnings)
    {
        if (revocation.OcspResponses.Count > 0)
        {
            var reason = new OcspCheck(paths).Check(revocation.OcspResponses, certificate, issuer, candidates, bestTime, state.StampedAt is not null);
            if (reason is not null)
            {
                state.Reasons.Add(reason);
            }
        }
        else if (CertificateUse.NamesRevocationSource(certificate))
        {
            state.Reasons.Add(Reason.Open(
                ReasonCode.RevocationNotChecked,
                SubIndication.TryLater,
                revocation.HasCrls
                    ? "The signature carries a revocation list, which is not read yet; whether the certificate was revoked is open."
                    : "The signature carries no proof that the certificate was not revoked (OCSP)."));
        }
        else
        {
            warnings.Add("Revocation is not checkable: the signer's certificate names no source for it.");
        }
    }
}
