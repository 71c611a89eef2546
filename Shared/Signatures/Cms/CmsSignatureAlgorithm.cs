using System.Formats.Asn1;
using System.Security.Cryptography;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Cms;

/// <summary>The algorithm of a SignerInfo, where RFC 3370 lets a bare key algorithm stand and the digest is named beside it.</summary>
internal static class CmsSignatureAlgorithm
{
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string EcPublicKey = "1.2.840.10045.2.1";

    private const string RsaSignatures = "1.2.840.113549.1.1.";
    private const string PlainSha224 = "0.4.0.127.0.7.1.1.4.1.2";
    private const string PlainSha256 = "0.4.0.127.0.7.1.1.4.1.3";
    private const string PlainSha384 = "0.4.0.127.0.7.1.1.4.1.4";
    private const string PlainSha512 = "0.4.0.127.0.7.1.1.4.1.5";

    /// <summary>Null for an algorithm that is not verified here.</summary>
    /// <exception cref="CmsFormatException">The two digests contradict each other.</exception>
    public static SignatureAlgorithm? Read(CmsSigner signer, DigestAlgorithm digest)
    {
        try
        {
            var oid = new AsnReader(signer.SignatureAlgorithm, AsnEncodingRules.BER).ReadSequence().ReadObjectIdentifier();
            var algorithm = oid switch
            {
                RsaEncryption => new SignatureAlgorithm(SignatureScheme.RsaPkcs1, digest, default),
                EcPublicKey => new SignatureAlgorithm(SignatureScheme.Ecdsa, digest, DSASignatureFormat.Rfc3279DerSequence),
                PlainSha224 => Plain(DigestAlgorithm.Sha224Name),
                PlainSha256 => Plain(HashAlgorithmName.SHA256),
                PlainSha384 => Plain(HashAlgorithmName.SHA384),
                PlainSha512 => Plain(HashAlgorithmName.SHA512),
                _ => SignatureAlgorithm.FromAlgorithmIdentifier(signer.SignatureAlgorithm),
            };
            return algorithm is null || algorithm.Digest == digest
                ? algorithm
                : throw CmsFormatException.Malformed("The signature names one digest for the data and another for the signature value.");
        }
        catch (AsnContentException)
        {
            throw CmsFormatException.Malformed("The signature's algorithm cannot be read.");
        }
    }

    /// <summary>Some old software wrote the signature's algorithm where the digest's belongs.</summary>
    public static bool IsNoDigest(string digestOid) => digestOid.StartsWith(RsaSignatures, StringComparison.Ordinal);

    /// <summary>BSI TR-03111 §5.2.1: r and s side by side, as German signature cards write them.</summary>
    private static SignatureAlgorithm Plain(HashAlgorithmName digest) =>
        new(SignatureScheme.Ecdsa, DigestAlgorithm.FromName(digest), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
}
