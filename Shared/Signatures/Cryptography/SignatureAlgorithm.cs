using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Cryptography;

internal enum SignatureScheme
{
    RsaPkcs1,
    RsaPss,
    Ecdsa,
}

/// <summary>A signature algorithm by its XML (RFC 9231) or X.509 (RFC 3279, 4055, 5758) name, and its verification.</summary>
internal sealed record SignatureAlgorithm(SignatureScheme Scheme, DigestAlgorithm Digest, DSASignatureFormat EcdsaFormat)
{
    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";
    private const string More2007 = "http://www.w3.org/2007/05/xmldsig-more#";
    private const string More2021 = "http://www.w3.org/2021/04/xmldsig-more#";

    /// <summary>Of RSA-PSS; XML names carry none and mean the usual ones (RFC 9231 §2.3.10).</summary>
    public PssParameters Pss { get; init; } = PssParameters.Usual(Digest);

    /// <summary>RSA-PSS with less randomness than its digest has room for.</summary>
    public bool HasShortSalt => Scheme == SignatureScheme.RsaPss && Pss.HasShortSalt;

    public static SignatureAlgorithm? FromXmlUri(string uri) => uri switch
    {
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1" => Xml(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA1),
        More + "rsa-sha224" => Xml(SignatureScheme.RsaPkcs1, DigestAlgorithm.Sha224Name),
        More + "rsa-sha256" => Xml(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA256),
        More + "rsa-sha384" => Xml(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA384),
        More + "rsa-sha512" => Xml(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA512),
        More2007 + "sha256-rsa-MGF1" => Xml(SignatureScheme.RsaPss, HashAlgorithmName.SHA256),
        More2007 + "sha384-rsa-MGF1" => Xml(SignatureScheme.RsaPss, HashAlgorithmName.SHA384),
        More2007 + "sha512-rsa-MGF1" => Xml(SignatureScheme.RsaPss, HashAlgorithmName.SHA512),
        More2007 + "sha224-rsa-MGF1" => Xml(SignatureScheme.RsaPss, DigestAlgorithm.Sha224Name),
        More2007 + "sha3-256-rsa-MGF1" => Xml(SignatureScheme.RsaPss, HashAlgorithmName.SHA3_256),
        More2007 + "sha3-384-rsa-MGF1" => Xml(SignatureScheme.RsaPss, HashAlgorithmName.SHA3_384),
        More2007 + "sha3-512-rsa-MGF1" => Xml(SignatureScheme.RsaPss, HashAlgorithmName.SHA3_512),
        More + "ecdsa-sha224" => Xml(SignatureScheme.Ecdsa, DigestAlgorithm.Sha224Name),
        More2021 + "ecdsa-sha3-256" => Xml(SignatureScheme.Ecdsa, HashAlgorithmName.SHA3_256),
        More2021 + "ecdsa-sha3-384" => Xml(SignatureScheme.Ecdsa, HashAlgorithmName.SHA3_384),
        More2021 + "ecdsa-sha3-512" => Xml(SignatureScheme.Ecdsa, HashAlgorithmName.SHA3_512),
        More + "ecdsa-sha1" => Xml(SignatureScheme.Ecdsa, HashAlgorithmName.SHA1),
        More + "ecdsa-sha256" => Xml(SignatureScheme.Ecdsa, HashAlgorithmName.SHA256),
        More + "ecdsa-sha384" => Xml(SignatureScheme.Ecdsa, HashAlgorithmName.SHA384),
        More + "ecdsa-sha512" => Xml(SignatureScheme.Ecdsa, HashAlgorithmName.SHA512),
        _ => null,
    };

    /// <summary>Reads an AlgorithmIdentifier; null for one that is not verified here.</summary>
    /// <exception cref="AsnContentException">Not an AlgorithmIdentifier.</exception>
    public static SignatureAlgorithm? FromAlgorithmIdentifier(ReadOnlyMemory<byte> encoded)
    {
        var sequence = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        return sequence.ReadObjectIdentifier() switch
        {
            "1.2.840.113549.1.1.5" => X509(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA1),
            "1.2.840.113549.1.1.11" => X509(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA256),
            "1.2.840.113549.1.1.12" => X509(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA384),
            "1.2.840.113549.1.1.13" => X509(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA512),
            "1.2.840.113549.1.1.14" => X509(SignatureScheme.RsaPkcs1, DigestAlgorithm.Sha224Name),
            "2.16.840.1.101.3.4.3.14" => X509(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA3_256),
            "2.16.840.1.101.3.4.3.15" => X509(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA3_384),
            "2.16.840.1.101.3.4.3.16" => X509(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA3_512),
            "1.2.840.10045.4.3.1" => X509(SignatureScheme.Ecdsa, DigestAlgorithm.Sha224Name),
            "2.16.840.1.101.3.4.3.10" => X509(SignatureScheme.Ecdsa, HashAlgorithmName.SHA3_256),
            "2.16.840.1.101.3.4.3.11" => X509(SignatureScheme.Ecdsa, HashAlgorithmName.SHA3_384),
            "2.16.840.1.101.3.4.3.12" => X509(SignatureScheme.Ecdsa, HashAlgorithmName.SHA3_512),
            "1.2.840.113549.1.1.10" => FromPssParameters(sequence),
            "1.2.840.10045.4.1" => X509(SignatureScheme.Ecdsa, HashAlgorithmName.SHA1),
            "1.2.840.10045.4.3.2" => X509(SignatureScheme.Ecdsa, HashAlgorithmName.SHA256),
            "1.2.840.10045.4.3.3" => X509(SignatureScheme.Ecdsa, HashAlgorithmName.SHA384),
            "1.2.840.10045.4.3.4" => X509(SignatureScheme.Ecdsa, HashAlgorithmName.SHA512),
            _ => null,
        };
    }

    /// <summary>False also when the key is of another kind than the algorithm or cannot be used.</summary>
    public bool Verify(X509Certificate2 certificate, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        VerifyHash(certificate, Digest.Hash(data), signature);

    /// <summary>As above, for data whose digest is known.</summary>
    /// <param name="certificate">Whose key is to have signed.</param>
    /// <param name="hash">By <see cref="Digest"/>.</param>
    /// <param name="signature">The signature value.</param>
    public bool VerifyHash(X509Certificate2 certificate, byte[] hash, ReadOnlySpan<byte> signature)
    {
        try
        {
            if (VerificationKeys.Borrow(certificate) is not { } key)
            {
                return false;
            }

            InspectionWork.Verify(key);
            var holds = (Scheme, key) switch
            {
                (SignatureScheme.Ecdsa, ECDsa ecdsa) => ecdsa.VerifyHash(hash, signature, EcdsaFormat),
                (SignatureScheme.RsaPkcs1, RSA rsa) => certificate.PublicKey.Oid.Value != KeyStrength.RsaPssOnly && VerifyPkcs1(rsa, hash, signature),
                (SignatureScheme.RsaPss, RSA rsa) when Pss.IsUsual && Digest.HasBuiltInSignatures => rsa.VerifyHash(hash, signature, Digest.Name, RSASignaturePadding.Pss),
                (SignatureScheme.RsaPss, RSA rsa) => PssPadding.Verify(rsa, Digest, Pss.MaskDigest, Pss.SaltLength, hash, signature),
                _ => false,
            };
            VerificationKeys.Return(certificate, key);
            return holds;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private bool VerifyPkcs1(RSA rsa, byte[] hash, ReadOnlySpan<byte> signature) =>
        Digest.HasBuiltInSignatures
            ? rsa.VerifyHash(hash, signature, Digest.Name, RSASignaturePadding.Pkcs1) || OldRsaPadding.Verify(rsa, Digest, hash, signature)
            : OldRsaPadding.Verify(rsa, Digest, hash, signature, withNull: true) || OldRsaPadding.Verify(rsa, Digest, hash, signature);

    private static SignatureAlgorithm? Xml(SignatureScheme scheme, HashAlgorithmName digest) => Make(scheme, digest, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private static SignatureAlgorithm? X509(SignatureScheme scheme, HashAlgorithmName digest) => Make(scheme, digest, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Null for a digest that this platform does not compute (SHA-3 on old ones).</summary>
    private static SignatureAlgorithm? Make(SignatureScheme scheme, HashAlgorithmName name, DSASignatureFormat format) =>
        DigestAlgorithm.FromName(name) is { } digest ? new SignatureAlgorithm(scheme, digest, format) : null;

    public static SignatureAlgorithm RsaPss(PssParameters parameters) =>
        new(SignatureScheme.RsaPss, parameters.Digest, DSASignatureFormat.Rfc3279DerSequence) { Pss = parameters };

    private static SignatureAlgorithm? FromPssParameters(AsnReader algorithm) => PssParameters.Read(algorithm) is { } parameters ? RsaPss(parameters) : null;
}
