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
            "1.2.840.113549.1.1.10" => FromPssParameters(sequence),
            "1.2.840.10045.4.1" => X509(SignatureScheme.Ecdsa, HashAlgorithmName.SHA1),
            "1.2.840.10045.4.3.2" => X509(SignatureScheme.Ecdsa, HashAlgorithmName.SHA256),
            "1.2.840.10045.4.3.3" => X509(SignatureScheme.Ecdsa, HashAlgorithmName.SHA384),
            "1.2.840.10045.4.3.4" => X509(SignatureScheme.Ecdsa, HashAlgorithmName.SHA512),
            _ => null,
        };
    }

    /// <summary>False also when the key is of another kind than the algorithm or cannot be used.</summary>
    public bool Verify(X509Certificate2 certificate, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            if (VerificationKeys.Borrow(certificate) is not { } key)
            {
                return false;
            }

            var holds = (Scheme, key) switch
            {
                (SignatureScheme.Ecdsa, ECDsa ecdsa) => ecdsa.VerifyData(data, signature, Digest.Name, EcdsaFormat),
                (SignatureScheme.RsaPkcs1, RSA rsa) => VerifyPkcs1(rsa, data, signature),
                (SignatureScheme.RsaPss, RSA rsa) => !Digest.IsHandMade && rsa.VerifyData(data, signature, Digest.Name, RSASignaturePadding.Pss),
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

    private bool VerifyPkcs1(RSA rsa, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (!Digest.IsHandMade)
        {
            return rsa.VerifyData(data, signature, Digest.Name, RSASignaturePadding.Pkcs1) || OldRsaPadding.Verify(rsa, Digest, Digest.Hash(data), signature);
        }

        var hash = Digest.Hash(data);
        return OldRsaPadding.Verify(rsa, Digest, hash, signature, withNull: true) || OldRsaPadding.Verify(rsa, Digest, hash, signature);
    }

    private static SignatureAlgorithm Xml(SignatureScheme scheme, HashAlgorithmName digest) =>
        new(scheme, DigestAlgorithm.FromName(digest), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private static SignatureAlgorithm X509(SignatureScheme scheme, HashAlgorithmName digest) =>
        new(scheme, DigestAlgorithm.FromName(digest), DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>RSASSA-PSS-params: only an explicit hash is accepted; .NET verifies with salt length = hash length.</summary>
    private static SignatureAlgorithm? FromPssParameters(AsnReader algorithm)
    {
        if (!algorithm.HasData)
        {
            return null;
        }

        var parameters = algorithm.ReadSequence();
        var hashTag = new Asn1Tag(TagClass.ContextSpecific, 0);
        if (!parameters.HasData || !parameters.PeekTag().HasSameClassAndValue(hashTag))
        {
            return null;
        }

        var digest = DigestAlgorithm.FromOid(parameters.ReadSequence(hashTag).ReadSequence().ReadObjectIdentifier());
        return digest is null or { IsHandMade: true } ? null : new(SignatureScheme.RsaPss, digest, DSASignatureFormat.Rfc3279DerSequence);
    }
}
