using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Cms;
using SocialWorkflows.Signatures.Containers;
using SocialWorkflows.Signatures.Cryptography;
using SocialWorkflows.Signatures.Revocation;
using SocialWorkflows.Signatures.Time;

namespace SocialWorkflows.Signatures.Smime;

/// <summary>
/// Judges a signed e-mail (RFC 8551): multipart/signed over exact bytes, or signed-data that carries its content. Encrypted messages
/// are named. Only the signed content is given out; the headers around it are nobody's statement.
/// </summary>
internal sealed class SmimeValidator(TrustStore trust, TimeProvider time, InspectionLimits limits)
{
    private const string Format = "S/MIME";
    private const string ContentName = "signed content";
    private static readonly CmsProfile Profile = new(RequiresSignedAttributes: false, RequiresSigningCertificate: false, BindsCertificate: false);

    private static readonly string[] Protocols = ["application/pkcs7-signature", "application/x-pkcs7-signature"];

    private readonly CertificatePaths _paths = new(trust);

    public SignatureReport Validate(string file, ReadOnlyMemory<byte> content, bool isMessage, InnerInspection inner)
    {
        if (isMessage && MimeEntity.Read(content) is { IsMultipartSigned: true } other && other.ContentType?.Parameter("protocol") is { } protocol && !Protocols.Contains(protocol, StringComparer.OrdinalIgnoreCase))
        {
            return Report(file, ContainerVerdict.Unsupported) with { Container = "signed message", Warnings = ["The message is signed with something else than S/MIME (such as OpenPGP), which is not validated; a person has to look at it."] };
        }

        SmimeMessage message;
        try
        {
            message = SmimeMessage.Read(content, isMessage);
        }
        catch (SmimeFormatException e)
        {
            return Report(file, ContainerVerdict.TotalFailed) with { Problems = [Reason.Failed(ReasonCode.MalformedSignature, SubIndication.FormatFailure, e.Message)] };
        }

        if (message.Layer.Kind == CmsKind.Encrypted)
        {
            return Report(file, ContainerVerdict.Unsupported) with { Container = "S/MIME encrypted", Warnings = ["The message is encrypted, so neither its content nor a signature inside can be read."] };
        }

        if (message.Layer.Kind != CmsKind.Signed || message.Signed is not { } bytes || MimeEntity.Read(bytes) is not { } signed)
        {
            return Report(file, ContainerVerdict.Unsupported) with { Container = "CMS", Warnings = ["The file is a CMS (CAdES) signature without a message in it, which is not validated; a person has to look at it."] };
        }

        return Validate(file, message, signed, inner);
    }

    private SignatureReport Validate(string file, SmimeMessage message, MimeEntity signed, InnerInspection inner)
    {
        var warnings = new List<string> { "The message's own headers (From, To, Subject, Date) are not signed." };
        if (message is { Detached: true, Headers: { } around } && around.HasTextAroundParts())
        {
            warnings.Add("The message holds text outside the signed part (before the first or after the last boundary), which nobody signed.");
        }

        var (innerReports, layerReasons) = SmimeLayers.Inspect(signed, inner);
        List<SignatureResult> signatures;
        ReadOnlyMemory<byte> verified = signed.Bytes;
        try
        {
            var cms = CmsReader.Read(message.Layer.Bytes);
            signatures = [];
            if (cms.Signers.Count > limits.Signatures)
            {
                throw CmsFormatException.Malformed($"The message has more than {limits.Signatures} signers.");
            }

            foreach (var signer in cms.Signers)
            {
                signatures.Add(Judge(message, cms, signer, ref verified, layerReasons, warnings).ToResult(time.GetUtcNow()));
            }
        }
        catch (CmsFormatException e)
        {
            return Report(file, ContainerVerdict.TotalFailed) with { Problems = [e.Reason] };
        }

        if (signatures.Count == 0)
        {
            return Report(file, ContainerVerdict.NotSigned) with { Warnings = ["The message has the form of a signed one, but nobody signed it."] };
        }

        var covered = signatures.Exists(s => s.Crypto == CryptoState.Ok);
        var part = new InspectedFile(ContentName, covered, signed.ContentType?.MediaType);
        return Report(file, signatures.Max(s => s.Indication) switch
        {
            Indication.TotalPassed => ContainerVerdict.TotalPassed,
            Indication.Indeterminate => ContainerVerdict.Indeterminate,
            _ => ContainerVerdict.TotalFailed,
        }) with
        {
            Signatures = signatures,
            Files = [part],
            Inner = innerReports,
            Warnings = [.. warnings.Distinct(StringComparer.Ordinal)],
            Content = covered ? ContainerContent.Of([new DataFile(ContentName, part.MediaType, verified)]) : ContainerContent.Empty,
        };
    }

    private SignatureState Judge(SmimeMessage message, CmsMessage cms, CmsSigner signer, ref ReadOnlyMemory<byte> verified, IReadOnlyList<Reason> layerReasons, List<string> warnings)
    {
        var state = CheckValue(message, cms, signer, ref verified, out var certificate);
        if (message.Detached && message.Layer.Content is not null)
        {
            state.Reasons.Add(Reason.Failed(ReasonCode.MalformedSignature, SubIndication.FormatFailure, "The signature of the message carries a content of its own beside the visible one."));
            state.Crypto = CryptoState.Broken;
        }

        state.Covered = state.Crypto == CryptoState.Ok ? [ContentName] : [];
        state.Mentioned = [ContentName];
        state.Reasons.AddRange(layerReasons);
        if (certificate is not null)
        {
            CheckCertificate(message, cms, signer, certificate, state, warnings);
        }

        return state;
    }

    /// <summary>RFC 8551 §3.1.1: text is signed with CRLF line ends, which storage may have turned into LF; then the canonical form counts.</summary>
    private static SignatureState CheckValue(SmimeMessage message, CmsMessage cms, CmsSigner signer, ref ReadOnlyMemory<byte> verified, out X509Certificate2? certificate)
    {
        var state = CheckValue(cms, signer, verified, out certificate);
        if (message.Detached && state.Crypto == CryptoState.Broken && LineEnds.HasBareLf(verified.Span))
        {
            var canonical = LineEnds.ToCrlf(verified.Span);
            var second = CheckValue(cms, signer, canonical, out _);
            if (second.Crypto == CryptoState.Ok)
            {
                verified = canonical;
                return second;
            }
        }

        return state;
    }

    private static SignatureState CheckValue(CmsMessage cms, CmsSigner signer, ReadOnlyMemory<byte> bytes, out X509Certificate2? certificate)
    {
        var state = new SignatureState { Format = Format, Level = SignatureLevel.B };
        try
        {
            certificate = CmsSignatureCheck.Check(cms, signer, digest => digest.Hash(bytes.Span), Profile, state);
        }
        catch (CmsFormatException e)
        {
            state.Reasons.Add(e.Reason);
            certificate = null;
        }

        return state;
    }

    private void CheckCertificate(SmimeMessage message, CmsMessage cms, CmsSigner signer, X509Certificate2 certificate, SignatureState state, List<string> warnings)
    {
        foreach (var token in CmsProofs.TimeStamps(signer))
        {
            state.Level = SignatureLevel.T;
            new TimeStampCheck(_paths, new RevocationEvidence(cms.OcspResponses, cms.Crls)).Check(token, signer.Signature, cms.Certificates).ApplyTo(state, warnings, time.GetUtcNow());
        }

        if (state.StampedAt is null && DigestAlgorithm.FromOid(signer.DigestOid) is { IsWeak: true } weak)
        {
            state.Reasons.Add(Reason.Failed(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, $"The message is signed with {weak.Title}, and no time-stamp shows that it is older than the break of it."));
        }

        if (state.ClaimedTime is null)
        {
            warnings.Add("The signature does not say when it was made.");
        }

        new SignerCheck(_paths, time).Check(certificate, new RevocationEvidence(cms.OcspResponses, cms.Crls), cms.Certificates, state, warnings);
        ApplyMailKeyUse(certificate, state);
        state.Reasons.AddRange(SmimeSender.Check(message.Headers, certificate, state.ClaimedTime));
    }

    /// <summary>RFC 8550 §4.4: mail may be signed with digitalSignature alone, and a certificate without key usage may sign; documents are stricter.</summary>
    private static void ApplyMailKeyUse(X509Certificate2 certificate, SignatureState state)
    {
        state.Reasons.RemoveAll(r => r.Code == ReasonCode.WrongKeyUsage);
        if (!CertificateUse.MaySignMail(certificate))
        {
            state.Reasons.Add(Reason.Open(ReasonCode.WrongKeyUsage, SubIndication.ChainConstraintsFailure, "The certificate is not meant for signing e-mail."));
        }
    }

    private static SignatureReport Report(string file, ContainerVerdict verdict) => new() { File = file, Container = Format, Verdict = verdict };
}
