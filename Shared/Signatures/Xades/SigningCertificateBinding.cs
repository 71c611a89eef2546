using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Xades;

/// <summary>
/// The signer is the certificate whose digest was signed (SigningCertificate, SigningCertificateV2), not whatever stands in KeyInfo,
/// which anybody can exchange.
/// </summary>
internal static class SigningCertificateBinding
{
    /// <exception cref="XadesFormatException">No certificate, no binding, or they do not belong together.</exception>
    public static X509Certificate2 Find(XadesSignature signature, SignedProperties properties, List<Reason> reasons)
    {
        var carried = EmbeddedCertificates.Read(signature.KeyInfoCertificates);
        if (carried.Count == 0)
        {
            throw new XadesFormatException(ReasonCode.SigningCertificateMissing, SubIndication.NoSigningCertificateFound, "The signature carries no readable signing certificate.");
        }

        if (properties.CertificateDigest is not { } binding)
        {
            throw new XadesFormatException(ReasonCode.SigningCertificateMissing, SubIndication.SigConstraintsFailure, "The signature does not say which certificate signed it (SigningCertificate).");
        }

        var digest = DigestAlgorithm.FromXmlUri(binding.DigestUri)
            ?? throw new XadesFormatException(ReasonCode.UnknownAlgorithm, SubIndication.CryptoConstraintsFailure, "SigningCertificate uses a digest that is not accepted.");
        if (digest.IsWeak)
        {
            reasons.Add(Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, $"SigningCertificate uses {digest.Title}."));
        }

        return carried.Find(c => digest.Hash(c.RawDataMemory.Span).AsSpan().SequenceEqual(binding.Value))
            ?? throw new XadesFormatException(ReasonCode.SigningCertificateMismatch, SubIndication.SigConstraintsFailure, "The certificate in the signature is not the one that was signed with (exchanged).");
    }
}
