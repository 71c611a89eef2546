using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Cryptography;
using SocialWorkflows.Signatures.Revocation;
using SocialWorkflows.Signatures.Trust;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>
/// Judges a signer's certificate at the best signature time, whatever the format it signed in (EN 319 102-1 §5.2.6, TS 119 615 §4.4):
/// validity, purpose, way to an anchor, standing of the listed service, revocation, qualification.
/// </summary>
internal sealed class SignerCheck(CertificatePaths paths, TimeProvider time)
{
    /// <param name="certificate">The signer's.</param>
    /// <param name="evidence">Revocation data carried in the file.</param>
    /// <param name="candidates">Certificates carried in the file.</param>
    /// <param name="state">Knows the time-stamp and the signer; receives reasons, anchor and qualification.</param>
    /// <param name="warnings">Receives what a person should know although it changes no verdict.</param>
    public void Check(X509Certificate2 certificate, RevocationEvidence evidence, IReadOnlyCollection<X509Certificate2> candidates, SignatureState state, List<string> warnings)
    {
        var bestTime = state.ProvenAt ?? time.GetUtcNow();
        CheckValidity(certificate, bestTime, state);
        if (!KeyStrength.IsStrong(certificate))
        {
            state.Reasons.Add(Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "The signer's key is too short or of an unknown kind."));
        }

        if (!CertificateUse.MaySignDocuments(certificate))
        {
            state.Reasons.Add(Reason.Open(ReasonCode.WrongKeyUsage, SubIndication.ChainConstraintsFailure, "The certificate is not meant for signing documents (no nonRepudiation)."));
        }

        if (!CertificateUse.HasPurposeForDocuments(certificate))
        {
            state.Reasons.Add(Reason.Open(ReasonCode.WrongKeyUsage, SubIndication.ChainConstraintsFailure, "The certificate is meant for other purposes only (extended key usage), such as servers, time-stamps or OCSP answers."));
        }

        var path = paths.Find(certificate, candidates, bestTime, leafMayBeAnchor: false);
        if (path.Anchor is null)
        {
            state.Reasons.Add(NotTrusted(certificate, path));
            return;
        }

        state.TrustAnchor = path.Anchor.Name;
        path.ApplyTo(state, warnings, time.GetUtcNow());
        CheckPath(path, state);
        CheckRevocation(certificate, path.Issuer!, evidence, candidates, bestTime, state, warnings);
        CheckIssuers(path, evidence, candidates, bestTime, state);
        Qualify(certificate, path, bestTime, state, warnings);
    }

    /// <summary>Why there is no way to an anchor, as far as the certificate itself tells.</summary>
    private Reason NotTrusted(X509Certificate2 certificate, CertificatePath path)
    {
        var (code, text) = path.Refusal is not null ? (ReasonCode.NotTrusted, $"The issuer of the signer's certificate is not trusted here. {path.Refusal}")
            : PolicyTree.IsSelfIssued(certificate) ? (ReasonCode.SelfSigned, "The signer's certificate is self-signed: nobody else says who the signer is.")
            : TestCertificates.IsIssuedForTests(certificate) ? (ReasonCode.TestCertificate, "The signer's certificate is one for tests (its issuer calls itself DEMO or TEST), and this authority is not trusted here.")
            : paths.KnowsCountry(TestCertificates.IssuerCountry(certificate), time.GetUtcNow()) ? (ReasonCode.NotTrusted, "The issuer of the signer's certificate is not trusted here.")
            : (ReasonCode.TrustListMissing, "The issuer of the signer's certificate cannot be looked up: no trusted list in force of its country is at hand.");
        return Reason.Open(code, SubIndication.NoCertificateChainFound, text);
    }

    private static void CheckPath(CertificatePath path, SignatureState state)
    {
        if (!path.InForce)
        {
            state.Reasons.Add(Reason.Open(ReasonCode.IssuerNotValid, SubIndication.CertificateChainGeneralFailure, "An issuer's certificate was not valid at the time that counts."));
        }

        if (PathConstraints.Problem(path) is { } problem)
        {
            state.Reasons.Add(problem);
        }
    }

    private static void CheckValidity(X509Certificate2 certificate, DateTimeOffset bestTime, SignatureState state)
    {
        var stamped = state.ProvenAt is not null;
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
        RevocationEvidence evidence,
        IReadOnlyCollection<X509Certificate2> candidates,
        DateTimeOffset bestTime,
        SignatureState state,
        List<string> warnings)
    {
        if (!evidence.IsEmpty)
        {
            if (evidence.Check(paths, certificate, issuer, candidates, bestTime, state.ProvenAt is not null) is { } reason)
            {
                state.Reasons.Add(reason);
            }
        }
        else if (CertificateUse.NamesRevocationSource(certificate))
        {
            state.Reasons.Add(Reason.Open(ReasonCode.RevocationNotChecked, SubIndication.TryLater, "The signature carries no proof that the certificate was not revoked (OCSP or revocation list)."));
        }
        else
        {
            warnings.Add("Revocation is not checkable: the signer's certificate names no source for it.");
        }
    }

    private void CheckIssuers(CertificatePath path, RevocationEvidence evidence, IReadOnlyCollection<X509Certificate2> candidates, DateTimeOffset bestTime, SignatureState state)
    {
        switch (new ServiceRevocation(paths, evidence).Of(path, from: 1, candidates, bestTime))
        {
            case ServiceStanding.Revoked:
                state.Reasons.Add(Reason.Open(ReasonCode.IssuerRevoked, SubIndication.RevokedCaNoPoe, "An issuer on the way to the trust anchor was revoked."));
                break;
            case ServiceStanding.Unknown:
                state.Reasons.Add(Reason.Open(ReasonCode.RevocationNotChecked, SubIndication.TryLater, "The signature carries no proof that an issuer on the way to the trust anchor was not revoked."));
                break;
            default:
                break;
        }
    }

    private static void Qualify(X509Certificate2 certificate, CertificatePath path, DateTimeOffset bestTime, SignatureState state, List<string> warnings)
    {
        state.Qualification = QualificationRules.Of(certificate, state.Signer?.Kind ?? SignerKind.Unknown, path.Service, CertificatePaths.ValidFrom(certificate), bestTime);
        if (state.Qualification.IsDenied)
        {
            state.Reasons.Add(Reason.Open(ReasonCode.QualificationDenied, SubIndication.ChainConstraintsFailure, state.Qualification.Why!));
        }
        else if (state.Qualification.Level is SignatureQualification.AdES or SignatureQualification.AdESQC)
        {
            warnings.Add(state.Qualification.Why!);
        }
    }
}
