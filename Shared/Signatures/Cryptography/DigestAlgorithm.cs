using System.Buffers;
using System.Security.Cryptography;

namespace SocialWorkflows.Signatures.Cryptography;

/// <summary>
/// The digests that are computed (RFC 9231 §2.1, TS 119 312 §5.1). SHA-1 and SHA-224 are read, because old signatures have them, and judged weak (SOG-IS asks for 125 bits).
/// </summary>
internal sealed record DigestAlgorithm(HashAlgorithmName Name, string Oid, string XmlUri)
{
    public static readonly HashAlgorithmName Sha224Name = new("SHA224");

    private const string More2007 = "http://www.w3.org/2007/05/xmldsig-more#";
    private const int ChunkBytes = 64 * 1024;

    private static readonly DigestAlgorithm[] All =
    [
        new(HashAlgorithmName.SHA1, "1.3.14.3.2.26", "http://www.w3.org/2000/09/xmldsig#sha1"),
        new(Sha224Name, "2.16.840.1.101.3.4.2.4", "http://www.w3.org/2001/04/xmldsig-more#sha224"),
        new(HashAlgorithmName.SHA256, "2.16.840.1.101.3.4.2.1", "http://www.w3.org/2001/04/xmlenc#sha256"),
        new(HashAlgorithmName.SHA384, "2.16.840.1.101.3.4.2.2", "http://www.w3.org/2001/04/xmldsig-more#sha384"),
        new(HashAlgorithmName.SHA512, "2.16.840.1.101.3.4.2.3", "http://www.w3.org/2001/04/xmlenc#sha512"),
        .. SHA3_256.IsSupported
            ? new DigestAlgorithm[]
            {
                new(HashAlgorithmName.SHA3_256, "2.16.840.1.101.3.4.2.8", More2007 + "sha3-256"),
                new(HashAlgorithmName.SHA3_384, "2.16.840.1.101.3.4.2.9", More2007 + "sha3-384"),
                new(HashAlgorithmName.SHA3_512, "2.16.840.1.101.3.4.2.10", More2007 + "sha3-512"),
            }
            : [],
    ];

    /// <summary>Bytes of a digest.</summary>
    public int Length => Name.Name switch
    {
        "SHA1" => 20,
        "SHA224" => 28,
        "SHA256" or "SHA3-256" => 32,
        "SHA384" or "SHA3-384" => 48,
        _ => 64,
    };

    /// <summary>As standards write it.</summary>
    public string Title => Name.Name!.StartsWith("SHA3", StringComparison.Ordinal) ? Name.Name : Name.Name.Replace("SHA", "SHA-", StringComparison.Ordinal);

    public bool IsWeak => Name == HashAlgorithmName.SHA1 || IsHandMade;

    /// <summary>Not computed by .NET.</summary>
    public bool IsHandMade => Name == Sha224Name;

    /// <summary>.NET verifies RSA signatures with it on every platform.</summary>
    public bool HasBuiltInSignatures => !IsHandMade && !Name.Name!.StartsWith("SHA3", StringComparison.Ordinal);

    public static DigestAlgorithm? FromXmlUri(string uri) => Array.Find(All, a => a.XmlUri == uri);

    public static DigestAlgorithm? FromOid(string? oid) => Array.Find(All, a => a.Oid == oid);

    /// <summary>Null only for SHA-3 on a platform without it.</summary>
    public static DigestAlgorithm FromName(HashAlgorithmName name) => Array.Find(All, a => a.Name == name)!;

    public byte[] Hash(ReadOnlySpan<byte> data)
    {
        InspectionWork.Hash(data.Length);
        return IsHandMade ? Sha224.Hash(data) : CryptographicOperations.HashData(Name, data);
    }

    public byte[] Hash(Stream data)
    {
        if (IsHandMade)
        {
            return Sha224.Hash(data);
        }

        using var hash = IncrementalHash.CreateHash(Name);
        Append(hash, data);
        return hash.GetHashAndReset();
    }

    /// <summary>Feeds a stream to its end into a digest over several things.</summary>
    public static void Append(IncrementalHash hash, Stream data)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (var read = data.Read(buffer); read > 0; read = data.Read(buffer))
            {
                InspectionWork.Hash(read);
                hash.AppendData(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
