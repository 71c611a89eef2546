using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Smime;

/// <summary>The e-mail addresses a certificate was issued for: rfc822Name of the SAN, and E of the subject in older ones (RFC 8550 §3).</summary>
internal static class CertificateAddresses
{
    private const string SubjectAlternativeName = "2.5.29.17";
    private const string EmailAddress = "1.2.840.113549.1.9.1";
    private static readonly Asn1Tag Rfc822Name = new(TagClass.ContextSpecific, 1);

    public static IReadOnlyList<string> Of(X509Certificate2 certificate)
    {
        var addresses = new List<string>();
        try
        {
            if (certificate.Extensions[SubjectAlternativeName] is { } extension)
            {
                var names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
                while (names.HasData)
                {
                    if (names.PeekTag().HasSameClassAndValue(Rfc822Name))
                    {
                        addresses.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, Rfc822Name));
                    }
                    else
                    {
                        names.ReadEncodedValue();
                    }
                }
            }

            addresses.AddRange(certificate.SubjectName.EnumerateRelativeDistinguishedNames()
                .Where(r => !r.HasMultipleElements && r.GetSingleElementType().Value == EmailAddress)
                .Select(r => r.GetSingleElementValue())
                .OfType<string>());
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return addresses;
        }

        return addresses;
    }
}
