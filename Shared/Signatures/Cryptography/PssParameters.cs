using System.Formats.Asn1;
using System.Security.Cryptography;

namespace SocialWorkflows.Signatures.Cryptography;

/// <summary>RSASSA-PSS-params (RFC 4055 §3.1) with its defaults.</summary>
internal sealed record PssParameters(DigestAlgorithm Digest, DigestAlgorithm MaskDigest, int SaltLength)
{
    private const string Mgf1 = "1.2.840.113549.1.1.8";
    private const int DefaultSalt = 20;

    /// <summary>What .NET verifies by itself.</summary>
    public bool IsUsual => MaskDigest == Digest && SaltLength == Digest.Length;

    /// <summary>TS 119 312 §6.2 asks for a salt as long as the digest; a longer one takes nothing away, a shorter one does.</summary>
    public bool HasShortSalt => SaltLength < Digest.Length;

    public static PssParameters Usual(DigestAlgorithm digest) => new(digest, digest, digest.Length);

    /// <summary>Null for a digest, mask function or trailer that is not verified here.</summary>
    /// <param name="algorithm">The AlgorithmIdentifier after its object identifier.</param>
    /// <exception cref="AsnContentException">Not such parameters.</exception>
    public static PssParameters? Read(AsnReader algorithm)
    {
        var parameters = algorithm.HasData ? algorithm.ReadSequence() : null;
        DigestAlgorithm? digest = DigestAlgorithm.FromName(HashAlgorithmName.SHA1);
        var mask = digest;
        var salt = DefaultSalt;
        while (parameters?.HasData == true)
        {
            var tag = parameters.PeekTag();
            var value = parameters.ReadSequence(tag);
            switch (tag.TagValue)
            {
                case 0:
                    digest = DigestAlgorithm.FromOid(value.ReadSequence().ReadObjectIdentifier());
                    break;
                case 1:
                    var function = value.ReadSequence();
                    mask = function.ReadObjectIdentifier() == Mgf1 ? DigestAlgorithm.FromOid(function.ReadSequence().ReadObjectIdentifier()) : null;
                    break;
                case 2:
                    salt = value.TryReadInt32(out var given) ? given : -1;
                    break;
                default:
                    mask = value.TryReadInt32(out var trailer) && trailer == 1 ? mask : null;
                    break;
            }
        }

        return digest is null || mask is null || salt < 0 ? null : new(digest, mask, salt);
    }
}
