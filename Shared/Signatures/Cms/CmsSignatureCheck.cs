using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Cms;

/// <summary>What a format demands of its CMS signatures beyond RFC 5652.</summary>
/// <param name="RequiresSignedAttributes">CAdES and PAdES do; S/MIME does not.</param>
/// <param name="RequiresSigningCertificate">EN 319 122-1 and EN 319 142-1 do.</param>
/// <param name="BindsCertificate">Is its absence a finding at all? Not in S/MIME.</param>
internal sealed record CmsProfile(bool RequiresSignedAttributes, bool RequiresSigningCertificate, bool BindsCertificate);

/// <summary>The mathematics and the form of one SignerInfo: signer's certificate, signed attributes, digest, value.</summary>
internal static class CmsSignatureCheck
{
    /// <summary>Fills in signer, claimed time, crypto and reasons. Says nothing yet about trust.</summary>
    /// <param name="message">The message the signer belongs to.</param>
    /// <param name="signer">One of its signers.</param>
    /// <param name="hash">The digest of the signed content, by algorithm.</param>
    /// <param name="profile">The format's demands.</param>
    /// <param name="state">Where findings go.</param>
    /// <returns>The signer's certificate, which may be trusted or not.</returns>
    /// <exception cref="CmsFormatException">A rule is broken that leaves nothing to verify.</exception>
    public static X509Certificate2 Check(CmsMessage message, CmsSigner signer, Func<DigestAlgorithm, byte[]> hash, CmsProfile profile, SignatureState state)
    {
        state.Crypto = CryptoState.Broken;
        state.ClaimedTime = ClaimedTime(signer);
        var certificate = message.Certificates.FirstOrDefault(signer.Names)
            ?? throw new CmsFormatException(Reason.Open(ReasonCode.SigningCertificateMissing, SubIndication.NoSigningCertificateFound, "The signature carries no readable signing certificate."));
        var digest = DigestAlgorithm.FromOid(signer.DigestOid);
        if (CmsSignatureAlgorithm.IsNoDigest(signer.DigestOid))
        {
            throw CmsFormatException.Malformed("The signature names an algorithm as digest that is none.");
        }

        var algorithm = digest is null ? null : CmsSignatureAlgorithm.Read(signer, digest);
        if (digest is null || algorithm is null)
        {
            state.Crypto = CryptoState.NotApplicable;
            throw new CmsFormatException(Reason.Open(ReasonCode.UnknownAlgorithm, SubIndication.CryptoConstraintsFailure, "The signature algorithm is not accepted."));
        }

        if (digest.IsWeak)
        {
            state.Reasons.Add(Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, $"The signature uses {digest.Title}, which is too weak."));
        }

        if (algorithm.HasShortSalt)
        {
            state.Reasons.Add(Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "The signature uses RSA-PSS with a salt shorter than its digest."));
        }

        var holds = signer.SignedAttributes is null
            ? CheckBareValue(signer, certificate, algorithm, hash(digest), profile, state)
            : CheckAttributes(message, signer, certificate, algorithm, hash(digest), profile, state);
        state.Crypto = holds ? CryptoState.Ok : CryptoState.Broken;
        return certificate;
    }

    private static bool CheckBareValue(CmsSigner signer, X509Certificate2 certificate, SignatureAlgorithm algorithm, byte[] contentHash, CmsProfile profile, SignatureState state)
    {
        if (profile.RequiresSignedAttributes)
        {
            state.Reasons.Add(Reason.Failed(ReasonCode.MalformedSignature, SubIndication.FormatFailure, "The signature has no signed attributes."));
        }

        if (profile.BindsCertificate)
        {
            state.Reasons.Add(SigningCertificateAttribute.Missing(profile.RequiresSigningCertificate));
        }

        state.Signer = SignerReader.Read(certificate);
        return CheckValue(certificate, algorithm, contentHash, signer.Signature, state);
    }

    private static bool CheckAttributes(
        CmsMessage message, CmsSigner signer, X509Certificate2 certificate, SignatureAlgorithm algorithm, byte[] contentHash, CmsProfile profile, SignatureState state)
    {
        var binding = profile.BindsCertificate || signer.SignedAttributes!.Any(a => a.Oid is CmsAttributes.SigningCertificate or CmsAttributes.SigningCertificateV2)
            ? SigningCertificateAttribute.Check(signer, certificate, profile.RequiresSigningCertificate)
            : null;
        if (binding is not null)
        {
            state.Reasons.Add(binding);
        }

        // Nobody's name is shown as signer when another certificate was signed with.
        state.Signer = binding?.Code == ReasonCode.SigningCertificateMismatch ? null : SignerReader.Read(certificate);
        var type = Only(signer, CmsAttributes.ContentType, "content type");
        var digest = Only(signer, CmsAttributes.MessageDigest, "message digest");
        if (Read(type, r => r.ReadObjectIdentifier()) != message.ContentType)
        {
            state.Reasons.Add(Reason.Failed(ReasonCode.MalformedSignature, SubIndication.FormatFailure, "The signed content type is not that of the content."));
        }

        var intact = contentHash.AsSpan().SequenceEqual(Read(digest, r => r.ReadOctetString()));
        if (!intact)
        {
            state.Reasons.Add(Reason.Failed(ReasonCode.DataChanged, SubIndication.HashFailure, "The signed data was changed after signing."));
        }

        return CheckValue(certificate, algorithm, algorithm.Digest.Hash(signer.SignedAttributesSet!), signer.Signature, state) && intact;
    }

    /// <summary>For a token, which is no signature of ours to tell apart: one signed content type and one signed digest, both of the content.</summary>
    /// <exception cref="CmsFormatException">They are not there exactly once, or cannot be read.</exception>
    public static bool AttributesFit(CmsMessage message, CmsSigner signer, byte[] contentHash) =>
        signer.SignedAttributes is not null
        && Read(Only(signer, CmsAttributes.ContentType, "content type"), r => r.ReadObjectIdentifier()) == message.ContentType
        && contentHash.AsSpan().SequenceEqual(Read(Only(signer, CmsAttributes.MessageDigest, "message digest"), r => r.ReadOctetString()));

    private static bool CheckValue(X509Certificate2 certificate, SignatureAlgorithm algorithm, byte[] signedHash, byte[] signature, SignatureState state)
    {
        state.Act = ActOfSigning.OfCms(certificate, signature);
        var holds = algorithm.VerifyHash(certificate, signedHash, signature);
        if (!holds)
        {
            state.Reasons.Add(Reason.Failed(ReasonCode.SignatureValueBroken, SubIndication.SigCryptoFailure, "The signature value does not fit the signed data and the certificate."));
        }

        return holds;
    }

    private static ReadOnlyMemory<byte> Only(CmsSigner signer, string oid, string name) =>
        signer.SignedAttributes!.Where(a => a.Oid == oid).ToList() is [{ Values: [var value] }]
            ? value
            : throw CmsFormatException.Malformed($"The signature does not carry exactly one signed {name}.");

    private static T Read<T>(ReadOnlyMemory<byte> value, Func<AsnReader, T> read)
    {
        try
        {
            return read(new AsnReader(value, AsnEncodingRules.BER));
        }
        catch (AsnContentException)
        {
            throw CmsFormatException.Malformed("A signed attribute cannot be read.");
        }
    }

    private static DateTimeOffset? ClaimedTime(CmsSigner signer)
    {
        if (signer.SignedAttributes?.FirstOrDefault(a => a.Oid == CmsAttributes.SigningTime) is not { Values: [var value, ..] })
        {
            return null;
        }

        try
        {
            var reader = new AsnReader(value, AsnEncodingRules.BER);
            return reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
