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
    private readonly CertificatePaths _paths = new(trust);
    private readonly ReferenceCheck _references = new(files);

    /// <summary>What was signed about the media types: file name to type, of all signatures validated so far.</summary>
    public List<(string Name, string MediaType)> SignedMediaTypes { get; } = [];

    /// <param name="element">The ds:Signature.</param>
    /// <param name="warnings">Receives what changes no verdict.</param>
    /// <param name="known">What is wrong with the file the signature stands in; its mathematics are told nevertheless.</param>
    public SignatureResult Validate(XmlElement element, List<string> warnings, Reason? known = null)
    {
        var state = new SignatureState { Now = time.GetUtcNow() };
        if (known is not null)
        {
            state.Reasons.Add(known);
        }

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
        CheckTimeStamps(signature, unsigned, candidates, state, warnings);
        CheckTimeMark(signature, properties, unsigned, candidates, state, warnings);
        warnings.AddRange(ClaimedTimes.Oddities(state));
        new SignerCheck(_paths, time).Check(certificate, unsigned.Evidence, candidates, state, warnings);
        if (unsigned.HasArchiveTimeStamp)
        {
            new ArchiveTimeStamps(new TimeStampCheck(_paths, unsigned.Evidence), files).Check(signature, candidates, state, warnings);
        }

        if (unsigned.HasCounterSignature)
        {
            warnings.Add("A counter-signature is present and was not checked.");
        }
    }

    private static void CheckValue(XadesSignature signature, X509Certificate2 certificate, SignatureState state)
    {
        if (XmlSignatureMethod.Read(signature.SignatureMethod) is not { } algorithm)
        {
            state.Reasons.Add(Reason.Open(ReasonCode.UnknownAlgorithm, SubIndication.CryptoConstraintsFailure, "The signature algorithm is not accepted."));
            return;
        }

        if (algorithm.Digest.IsWeak)
        {
            state.Reasons.Add(Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, $"The signature uses {algorithm.Digest.Title}, which is too weak."));
        }

        if (algorithm.HasShortSalt)
        {
            state.Reasons.Add(Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "The signature uses RSA-PSS with a salt shorter than its digest."));
        }

        var signedInfo = XmlCanonicalizer.Canonicalize(signature.SignedInfo, signature.Canonicalization);
        var value = signature.SignatureValue.Base64();
        state.Act = ActOfSigning.OfXml(certificate, value);
        if (!algorithm.Verify(certificate, signedInfo, value))
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

    private void CheckTimeMark(
        XadesSignature signature, SignedProperties properties, UnsignedProperties unsigned, List<X509Certificate2> candidates, SignatureState state, List<string> warnings)
    {
        if (unsigned.TimeStamps.Count == 0 && properties.Policy?.StartsWith(TimeMark.PolicyArc, StringComparison.Ordinal) == true)
        {
            state.MarkedAt = TimeMark.Find(unsigned.OcspResponses, signature.SignatureValue.Base64(), new OcspCheck(_paths), candidates);
            warnings.Add(state.MarkedAt is null
                ? "The signature names a policy with BDOC time-marks, but no trusted OCSP service marked it."
                : "The time of the signature rests on a BDOC time-mark (an OCSP answer over the signature value), which is not a time-stamp; a person decides.");
        }
    }

    private void CheckTimeStamps(XadesSignature signature, UnsignedProperties unsigned, List<X509Certificate2> candidates, SignatureState state, List<string> warnings)
    {
        var check = new TimeStampCheck(_paths, unsigned.Evidence);
        foreach (var stamp in unsigned.TimeStamps)
        {
            check.Check(stamp.Token, XmlCanonicalizer.Canonicalize(signature.SignatureValue, stamp.Canonicalization), candidates).ApplyTo(state, warnings, time.GetUtcNow());
        }
    }
}
