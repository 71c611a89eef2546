using System.Security.Cryptography;

namespace SocialWorkflows.Signatures.Cryptography;

/// <summary>The digests that are computed. SHA-1 and SHA-224 are read, because old signatures have them, and judged weak (SOG-IS asks for 125 bits).</summary>
internal sealed record DigestAlgorithm(HashAlgorithmName Name, string Oid, string XmlUri)
{
    public static readonly HashAlgorithmName Sha224Name = new("SHA224");

    private static readonly DigestAlgorithm[] All =
    [
        new(HashAlgorithmName.SHA1, "1.3.14.3.2.26", "http://www.w3.org/2000/09/xmldsig#sha1"),
        new(Sha224Name, "2.16.840.1.101.3.4.2.4", "http://www.w3.org/2001/04/xmldsig-more#sha224"),
        new(HashAlgorithmName.SHA256, "2.16.840.1.101.3.4.2.1", "http://www.w3.org/2001/04/xmlenc#sha256"),
        new(HashAlgorithmName.SHA384, "2.16.840.1.101.3.4.2.2", "http://www.w3.org/2001/04/xmldsig-more#sha384"),
        new(HashAlgorithmName.SHA512, "2.16.840.1.101.3.4.2.3", "http://www.w3.org/2001/04/xmlenc#sha512"),
    ];

    /// <summary>Bytes of a digest.</summary>
    public int Length => Name.Name switch
    {
        "SHA1" => 20,
        "SHA224" => 28,
        "SHA256" => 32,
        "SHA384" => 48,
        _ => 64,
    };

    public bool IsWeak => Name == HashAlgorithmName.SHA1 || IsHandMade;

    /// <summary>Not known to .NET, so its own verification cannot be used with it.</summary>
    public bool IsHandMade => Name == Sha224Name;

    public static DigestAlgorithm? FromXmlUri(string uri) => Array.Find(All, a => a.XmlUri == uri);

    public static DigestAlgorithm? FromOid(string? oid) => Array.Find(All, a => a.Oid == oid);

    public static DigestAlgorithm FromName(HashAlgorithmName name) => Array.Find(All, a => a.Name == name)!;

    public byte[] Hash(ReadOnlySpan<byte> data) => IsHandMade ? Sha224.Hash(data) : CryptographicOperations.HashData(Name, data);

    public byte[] Hash(Stream data) => IsHandMade ? Sha224.Hash(data) : CryptographicOperations.HashData(Name, data);
}
