using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Cms;
using SocialWorkflows.Signatures.Cryptography;
using SocialWorkflows.Signatures.Pdf.Changes;
using SocialWorkflows.Signatures.Pdf.Objects;
using SocialWorkflows.Signatures.Revocation;
using SocialWorkflows.Signatures.Time;

namespace SocialWorkflows.Signatures.Pdf;

/// <summary>
/// Judges one signature of a PDF on the revision it was made on: ByteRange, CMS, later changes, time-stamps, certificate, revocation
/// (EN 319 102-1 §5, EN 319 142-1).
/// </summary>
internal sealed class PadesSignatureCheck(PdfFile file, PdfRevision last, SecurityStore store, IReadOnlyList<DocumentTimeStamp> documentStamps, TrustStore trust, TimeProvider time)
{
    private readonly CertificatePaths _paths = new(trust);

    public SignatureResult Check(PdfSignature signature, string fileName, List<string> warnings)
    {
        var state = new SignatureState { Format = "PAdES", Mentioned = [fileName], Level = SignatureLevel.B };
        try
        {
            CheckParts(signature, state, warnings);
            state.Covered = state.Crypto == CryptoState.Ok && !state.Reasons.Exists(r => r.Code is ReasonCode.UncoveredBytes) && CheckChanges(signature, state, warnings) ? [fileName] : [];
        }
        catch (CmsFormatException e)
        {
            state.Reasons.Add(e.Reason);
        }
        catch (PdfFormatException e)
        {
            state.Reasons.Add(Reason.Failed(ReasonCode.ContentChangedLater, SubIndication.FormatFailure, $"What was done to the document after signing cannot be read. {e.Message}"));
        }

        return state.ToResult(time.GetUtcNow());
    }

    private void CheckParts(PdfSignature signature, SignatureState state, List<string> warnings)
    {
        if (signature.CheckForm() is { } malformed)
        {
            state.Crypto = CryptoState.Broken;
            throw new CmsFormatException(malformed);
        }

        if (signature.Ranges!.Check(signature.Contents!) is { } uncovered)
        {
            state.Reasons.Add(uncovered);
        }

        var message = CmsReader.Read(signature.Contents!.Bytes);
        if (message.Signers.Count != 1)
        {
            state.Reasons.Add(CmsFormatException.Malformed("The signature's CMS does not hold exactly one signer.").Reason);
        }

        if (message.Signers.Count == 0)
        {
            return;
        }

        var signer = message.Signers[0];
        var certificate = CheckCms(signature, message, signer, state);
        var revocation = CmsProofs.ArchivedRevocation(signer);
        List<X509Certificate2> candidates = [.. message.Certificates, .. store.Certificates];
        CheckTimeStamps(signature, signer, candidates, state, warnings);
        List<byte[]> ocsp = [.. store.OcspResponses, .. message.OcspResponses, .. revocation.Ocsp];
        List<byte[]> crls = [.. store.Crls, .. message.Crls, .. revocation.Crls];
        state.Level = LevelOf(signature, CmsProofs.TimeStamps(signer).Count, ocsp.Count + crls.Count > 0);
        new SignerCheck(_paths, time).Check(certificate, new RevocationEvidence(ocsp, crls), candidates, state, warnings);
    }

    private static X509Certificate2 CheckCms(PdfSignature signature, CmsMessage message, CmsSigner signer, SignatureState state)
    {
        var ranges = signature.Ranges!;
        switch (signature.SubFilter)
        {
            case "ETSI.CAdES.detached" or "adbe.pkcs7.detached":
                if (message.Content is not null)
                {
                    state.Reasons.Add(CmsFormatException.Malformed("The signature brings its own content, although it is to cover the document.").Reason);
                }

                var isPades = signature.SubFilter == "ETSI.CAdES.detached";
                var signersCertificate = CmsSignatureCheck.Check(message, signer, ranges.Hash, new CmsProfile(isPades, isPades, BindsCertificate: true), state);
                if (message.Content is { } own && !IsOf(own.Span, ranges, signer))
                {
                    // RFC 5652 §5.4: where there is a content, it is what was signed, and this one is not the document.
                    state.Crypto = CryptoState.Broken;
                }

                return signersCertificate;
            case "adbe.pkcs7.sha1":
                // ISO 32000-1 §12.8.3.3.1: the CMS signs the SHA-1 of the document, which no later rule accepts.
                state.Reasons.Add(Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "The signature is of an old kind that rests on SHA-1 (adbe.pkcs7.sha1)."));
                var content = message.Content ?? throw CmsFormatException.Malformed("The signature lacks the digest of the document.");
                var certificate = CmsSignatureCheck.Check(message, signer, d => d.Hash(content.Span), new CmsProfile(false, false, BindsCertificate: true), state);
                if (!ranges.Hash(DigestAlgorithm.FromName(HashAlgorithmName.SHA1)).AsSpan().SequenceEqual(content.Span))
                {
                    state.Crypto = CryptoState.Broken;
                    state.Reasons.Add(Reason.Failed(ReasonCode.DataChanged, SubIndication.HashFailure, "The signed data was changed after signing."));
                }

                return certificate;
            default:
                throw new CmsFormatException(Reason.Open(ReasonCode.UnknownAlgorithm, SubIndication.FormatFailure, "The signature is of a kind (SubFilter) that is not validated."));
        }
    }

    /// <summary>The document itself, or its digest, which software of 2015 wrote there.</summary>
    private static bool IsOf(ReadOnlySpan<byte> content, SignedRanges ranges, CmsSigner signer) =>
        ranges.AreEqualTo(content)
        || content.SequenceEqual(ranges.Hash(DigestAlgorithm.FromName(HashAlgorithmName.SHA1)))
        || (DigestAlgorithm.FromOid(signer.DigestOid) is { } digest && content.SequenceEqual(ranges.Hash(digest)));

    /// <returns>Is the document, as it is now, what was signed?</returns>
    private bool CheckChanges(PdfSignature signature, SignatureState state, List<string> warnings)
    {
        var signed = file.RevisionAt(signature.End);
        var permissions = ChangePermissions.Read(signed, signature.Dictionary, signature.Field.Dictionary);
        var changes = IsPartOf(signed, signature)
            ? RevisionComparison.Compare(signed, last)
            : [new(ChangeKind.Content, "The signature is not part of the revision it covers.")];
        var findings = changes.Select(c => ChangeVerdict.Of(c, permissions)).ToList();
        state.Reasons.AddRange(findings.OfType<Reason>().DistinctBy(r => r.Text));
        warnings.AddRange(changes.Where((c, i) => findings[i] is null && c.Kind != ChangeKind.Signature).Select(c => c.Kind == ChangeKind.ShownSignature ? c.Text : $"{c.Text} The signer permitted that."));
        return changes.All(c => c.Kind == ChangeKind.Signature);
    }

    /// <summary>A signature that was written, or whose dictionary was overwritten, outside what it covers is none.</summary>
    private bool IsPartOf(PdfRevision signed, PdfSignature signature) =>
        FormFields.Read(signed).Find(f => f.IsSignature && f.Name == signature.Field.Name && f.Reference?.Number == signature.Field.Reference?.Number) is { } field
        && new ObjectComparison(signed, last, new HashSet<int>()).AreSameExcept(signed.Dictionary(field.Dictionary["V"]), signature.Dictionary)
        && signed.Resolve(signed.Dictionary(field.Dictionary["V"])["Contents"]) is PdfString contents && contents.Start == signature.Contents!.Start;

    private void CheckTimeStamps(PdfSignature signature, CmsSigner signer, List<X509Certificate2> candidates, SignatureState state, List<string> warnings)
    {
        var check = new TimeStampCheck(_paths, store.Evidence);
        foreach (var token in CmsProofs.TimeStamps(signer))
        {
            check.Check(token, signer.Signature, candidates).ApplyTo(state, warnings, time.GetUtcNow());
        }

        var later = documentStamps.Where(s => s.Signature.End > signature.End).ToList();
        if (state.StampedAt is null)
        {
            var first = later.Where(s => s.Time is not null).MinBy(s => s.Time);
            state.StampedAt = first?.Time;
            first?.Path.ApplyTo(state, warnings, time.GetUtcNow());
            if (state.StampedAt is null && later.Count > 0 && CmsProofs.TimeStamps(signer).Count == 0)
            {
                state.Reasons.Add(later[0].Reason!);
            }
        }
    }

    private SignatureLevel LevelOf(PdfSignature signature, int stamps, bool hasRevocation)
    {
        var later = documentStamps.Count(s => s.Time is not null && s.Signature.End > signature.End);
        return (stamps + later, hasRevocation) switch
        {
            (0, _) => SignatureLevel.B,
            (_, false) => SignatureLevel.T,
            ( > 1, true) when store.HasRevocation && later > 0 => SignatureLevel.LTA,
            _ => SignatureLevel.LT,
        };
    }
}
