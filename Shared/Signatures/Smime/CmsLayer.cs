using System.Formats.Asn1;
using System.Security.Cryptography;

namespace SocialWorkflows.Signatures.Smime;

internal enum CmsKind
{
    Signed,
    Encrypted,
    Other,
}

/// <summary>The outside of a CMS object (RFC 5652): its kind, and whether a signed one carries its content (absent and empty are two things).</summary>
internal sealed record CmsLayer(byte[] Bytes, CmsKind Kind, byte[]? Content)
{
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string EnvelopedData = "1.2.840.113549.1.7.3";
    private const string EncryptedData = "1.2.840.113549.1.7.6";
    private const string AuthEnvelopedData = "1.2.840.113549.1.9.16.1.23";
    private static readonly Asn1Tag ExplicitZero = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>Null when the bytes are no CMS object. Zero bytes after it are padding of old mail programs and cut off.</summary>
    public static CmsLayer? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var der = bytes.StartsWith("-----BEGIN"u8) ? FromPem(bytes) : bytes.ToArray();
            var reader = new AsnReader(der, AsnEncodingRules.BER);
            var encoded = reader.PeekEncodedValue().ToArray();
            var outer = reader.ReadSequence();
            if (der.AsSpan(encoded.Length).IndexOfAnyExcept((byte)0) >= 0)
            {
                return null;
            }

            return outer.ReadObjectIdentifier() switch
            {
                SignedData => new CmsLayer(encoded, CmsKind.Signed, ReadContent(outer.ReadSequence(ExplicitZero).ReadSequence())),
                EnvelopedData or EncryptedData or AuthEnvelopedData => new CmsLayer(encoded, CmsKind.Encrypted, null),
                _ => new CmsLayer(encoded, CmsKind.Other, null),
            };
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static byte[]? ReadContent(AsnReader signedData)
    {
        signedData.ReadInteger();
        signedData.ReadSetOf(skipSortOrderValidation: true);
        var encapsulated = signedData.ReadSequence();
        encapsulated.ReadObjectIdentifier();
        return encapsulated.HasData ? encapsulated.ReadSequence(ExplicitZero).ReadOctetString() : null;
    }

    private static byte[] FromPem(ReadOnlySpan<byte> bytes)
    {
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        return Convert.FromBase64String(text[PemEncoding.Find(text).Base64Data]);
    }
}
