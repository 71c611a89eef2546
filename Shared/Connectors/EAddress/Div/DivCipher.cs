using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>
/// Attachments of one message: AES-CBC with a key of its own, which travels as <c>[length][key][iv]</c> under each addressee's RSA key (OAEP, SHA-1:
/// the service's profile), and gzip before it.
/// </summary>
internal sealed class DivCipher
{
    /// <summary>A file that unpacks to more is damaged: no mail of ours is larger.</summary>
    private const int LargestFile = 50 * 1024 * 1024;

    private readonly byte[] _key;
    private readonly byte[] _iv;

    private DivCipher(byte[] key, byte[] iv)
    {
        _key = key;
        _iv = iv;
    }

    public static DivCipher New() => new(RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(16));

    /// <summary>Null when the blob is for none of these certificates.</summary>
    public static DivCipher? Open(byte[] wrapped, IEnumerable<X509Certificate2> certificates)
    {
        foreach (var certificate in certificates)
        {
            using var rsa = certificate.GetRSAPrivateKey()!;
            try
            {
                if (rsa.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA1) is [16 or 24 or 32, ..] blob && blob.Length == 1 + blob[0] + 16)
                {
                    return new DivCipher(blob[1..(1 + blob[0])], blob[(1 + blob[0])..]);
                }
            }
            catch (CryptographicException)
            {
                // For another certificate.
            }
        }

        return null;
    }

    public byte[] WrapFor(X509Certificate2 addressee)
    {
        using var rsa = addressee.GetRSAPublicKey() ?? throw new EAddressServiceException(EAddressProblem.Refused, "KEY", "the addressee's certificate has no RSA key: send without encryption.");
        return rsa.Encrypt([(byte)_key.Length, .. _key, .. _iv], RSAEncryptionPadding.OaepSHA1);
    }

    public byte[] Encrypt(byte[] content)
    {
        using var aes = Aes.Create();
        aes.Key = _key;
        return aes.EncryptCbc(content, _iv);
    }

    /// <exception cref="EAddressException">The bytes are not of this key.</exception>
    public byte[] Decrypt(byte[] content)
    {
        try
        {
            using var aes = Aes.Create();
            aes.Key = _key;
            return aes.DecryptCbc(content, _iv);
        }
        catch (CryptographicException problem)
        {
            throw new EAddressException("An encrypted file cannot be opened with the key that came with it.", problem);
        }
    }

    /// <summary>Base64 of the SHA-1 of the certificate: the name the service gives it.</summary>
    public static string ThumbprintOf(X509Certificate2 certificate) => Convert.ToBase64String(certificate.GetCertHash(HashAlgorithmName.SHA1));

    public static byte[] Compress(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    /// <exception cref="EAddressException">No gzip, or more than is read.</exception>
    public static byte[] Decompress(byte[] content)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(content, writable: false), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            var buffer = new byte[81_920];
            for (var read = gzip.Read(buffer); read > 0; read = gzip.Read(buffer))
            {
                if (plain.Length + read > LargestFile)
                {
                    throw new EAddressException("A compressed file is larger than 50 MB.");
                }

                plain.Write(buffer, 0, read);
            }

            return plain.ToArray();
        }
        catch (InvalidDataException problem)
        {
            throw new EAddressException("A file is called compressed and is not.", problem);
        }
    }
}
