using System.Security.Cryptography.X509Certificates;
using System.Xml;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Cryptography;
using SocialWorkflows.Signatures.Revocation;
using SocialWorkflows.Signatures.Time;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Signatures.Xades;

/// <summary>
/// Validates one XAdES signature in the order of EN 319 102-1 §5: format, certificate binding, references, value, time-stamp,
/// certificate path and validity at the best time, key use and strength, revocation, qualification.
/// </summary>
internal sealed class XadesValidator(TrustStore trust, TimeProvider time, DataFileDigests files)
{
    /// <summary>Authorities stopped signing certificates with SHA-1 (CA/Browser Forum ballot 118); older ones need the authority's help to forge.</summary>
    private static readonly DateTime Sha1Ended = new(2017, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly CertificatePaths _paths = new(trust);
    private readonly ReferenceCheck _references = new(files);

    /// <summary>What was signed about the media types: file name to type, of all signatures validated so far.</summary>
    public List<(string Name, string MediaType)> SignedMediaTypes { get; } = [];

    public SignatureResult Validate(XmlElement element, List<string> warnings)
    {
        var state = new SignatureState();
        try
        {
            ValidateParts(element, state, warnings);
        }
        catch (XadesFormatException e)
        {
            state.Reasons.Add(e.Reason);
            state.Crypto = state.Crypto == CryptoState.Ok ? CryptoState.Ok : CryptoState.Broken;
        }
        catch (NotSupportedException e)
        {
            state.Reasons.Add(Reason.Open(ReasonCode.UnknownAlgorithm, SubIndication.CryptoConstraintsFailure, e.Message));
        }

        return state.ToResult(time.GetUtcNow());
    }

    private void ValidateParts(XmlElement element, SignatureState state, List<string> warnings)
    {
        var signature = XadesReader.Read(element);
        var properties = SignedProperties.Read(signature.SignedProperties);
        state.ClaimedTime = properties.ClaimedTime;
        var certificate = SigningCertificateBinding.Find(signature, properties, state.Reasons);
        state.Signer = SignerReader.Read(certificate);

        var outcome = _references.Check(signature);
        state.Reasons.AddRange(outcome.Reasons);
        CheckValue(signature, certificate, state);
        CollectMediaTypes(outcome, properties, warnings);
        state.Mentioned = [.. outcome.ReferenceIds.Keys];
        state.Crypto = CryptoOf(state.Reasons);
        state.Covered = state.Crypto == CryptoState.Ok ? outcome.Covered : [];

        var unsigned = UnsignedProperties.Read(signature.QualifyingProperties);
        state.Level = unsigned.Level;
        var candidates = EmbeddedCertificates.Read(signature.KeyInfoCertificates.Concat(unsigned.Certificates));
        CheckTimeStamps(signature, unsigned, candidates, state);
        CheckCertificate(certificate, unsigned, candidates, state, warnings);
        if (unsigned.HasArchiveTimeStamp)
        {
            warnings.Add("An archive time-stamp is present and was not checked; the signature was judged as level LT.");
        }

        if (unsigned.HasCounterSignature)
        {
            warnings.Add("A counter-signature is present and was not checked.");
        }
    }

    private static void CheckValue(XadesSignature signature, X509Certificate2 certificate, SignatureState state)
    {
        if (SignatureAlgorithm.FromXmlUri(signature.SignatureMethodUri) is not { } algorithm)
        {
            state.Reasons.Add(Reason.Open(ReasonCode.UnknownAlgorithm, SubIndication.CryptoConstraintsFailure, "The signature algorithm is not accepted."));
            return;
        }

        if (algorithm.Digest.IsWeak)
        {
            state.Reasons.Add(Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "The signature uses SHA-1."));
        }

        if (!KeyStrength.IsStrong(certificate))
        {
            state.Reasons.Add(Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "The signer's key is too short or of an unknown kind."));
        }

        var signedInfo = XmlCanonicalizer.Canonicalize(signature.SignedInfo, signature.Canonicalization);
        if (!algorithm.Verify(certificate, signedInfo, signature.SignatureValue.Base64()))
        {
            state.Reasons.Add(Reason.Failed(ReasonCode.SignatureValueBroken, SubIndication.SigCryptoFailure, "The signature value does not fit the signed data and the certificate."));
        }
    }

    private static CryptoState CryptoOf(List<Reason> reasons)
    {
        if (reasons.Exists(r => r.Code is ReasonCode.DataChanged or ReasonCode.SignaturePropertiesChanged or ReasonCode.SignatureValueBroken or ReasonCode.SignedFileMissing))
        {
            return CryptoState.Broken;
        }

        return reasons.Exists(r => r.Code == ReasonCode.UnknownAlgorithm) ? CryptoState.NotApplicable : CryptoState.Ok;
    }

    private void CollectMediaTypes(ReferenceOutcome outcome, SignedProperties properties, List<string> warnings)
    {
        foreach (var (name, id) in outcome.ReferenceIds)
        {
            if (id is not null && properties.MediaTypes.TryGetValue(id, out var mediaType))
            {
                SignedMediaTypes.Add((name, mediaType));
            }
            else
            {
                warnings.Add($"The signature does not state the media type of \"{name}\" (DataObjectFormat).");
            }
        }
    }

    private void CheckTimeStamps(XadesSignature signature, UnsignedProperties unsigned, List<X509Certificate2> candidates, SignatureState state)
    {
        var check = new TimeStampCheck(_paths);
        foreach (var stamp in unsigned.TimeStamps)
        {
            var outcome = check.Check(stamp.Token, XmlCanonicalizer.Canonicalize(signature.SignatureValue, stamp.Canonicalization), candidates);
            if (outcome.Reason is not null)
            {
                state.Reasons.Add(outcome.Reason);
            }
            else if (state.StampedAt is null || outcome.TrustedTime < state.StampedAt)
            {
                state.StampedAt = outcome.TrustedTime;
            }
        }
    }

    private void CheckCertificate(X509Certificate2 certificate, UnsignedProperties unsigned, List<X509Certificate2> candidates, SignatureState state, List<string> warnings)
    {
        var bestTime = state.StampedAt ?? time.GetUtcNow();
        CheckValidity(certificate, bestTime, state);
        if (!CertificateUse.MaySignDocuments(certificate))
        {
            state.Reasons.Add(Reason.Open(ReasonCode.WrongKeyUsage, SubIndication.ChainConstraintsFailure, "The certificate is not meant for signing documents (no nonRepudiation)."));
        }

        var path = _paths.Find(certificate, candidates, bestTime, leafMayBeAnchor: false);
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

        CheckRevocation(certificate, path.Issuer!, unsigned, candidates, bestTime, state, warnings);
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
        UnsignedProperties unsigned,
        List<X509Certificate2> candidates,
        DateTimeOffset bestTime,
        SignatureState state,
        List<string> warnings)
    {
        if (unsigned.OcspResponses.Count > 0)
        {
            var reason = new OcspCheck(_paths).Check(unsigned.OcspResponses, certificate, issuer, candidates, bestTime, state.StampedAt is not null);
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
                unsigned.HasCrls
                    ? "The signature carries a revocation list, which is not read yet; whether the certificate was revoked is open."
                    : "The signature carries no proof that the certificate was not revoked (OCSP)."));
        }
        else
        {
            warnings.Add("Revocation is not checkable: the signer's certificate names no source for it.");
        }
    }
}
