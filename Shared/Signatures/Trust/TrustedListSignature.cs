using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Cryptography;
using SocialWorkflows.Signatures.Xades;
using SocialWorkflows.Signatures.Xml;
using static SocialWorkflows.Signatures.Xades.XadesNames;

namespace SocialWorkflows.Signatures.Trust;

/// <summary>
/// The enveloped signature of a trusted list (TS 119 612 §5.7): over the whole document, by a key that was pinned beforehand.
/// The certificate in KeyInfo is not asked for anything.
/// </summary>
internal static class TrustedListSignature
{
    private const string Enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

    /// <summary>Leaves the document without its signature.</summary>
    /// <exception cref="TrustedListException">The signature is missing, broken, or not by a pinned certificate that was valid when the list was issued.</exception>
    public static void Require(XmlDocument document, IReadOnlyCollection<X509Certificate2> pinned, Func<DateTimeOffset> issuedAt)
    {
        try
        {
            var root = document.DocumentElement!;
            var signature = root.OptionalChild("Signature", Ds) ?? throw new TrustedListException("The trusted list is not signed. Take the signed XML file from the scheme operator's page.");
            var signedInfo = signature.Child("SignedInfo", Ds);
            RequireSigner(signature, signedInfo, pinned, issuedAt());
            var references = signedInfo.Children("Reference", Ds).ToList();
            var whole = references.FindAll(r => r.HasAttribute("URI") && r.GetAttribute("URI").Length == 0);
            if (whole.Count != 1)
            {
                throw Broken("it does not cover the whole list");
            }

            foreach (var reference in references.Where(r => r != whole[0]))
            {
                var properties = signature.Descendants().Where(e => e.HasAttribute("Id") && "#" + e.GetAttribute("Id") == reference.GetAttribute("URI")).ToList();
                RequireDigest(reference, properties.Count == 1 ? properties[0] : throw Broken("a reference of it points outside"));
            }

            root.RemoveChild(signature);
            RequireDigest(whole[0], root);
        }
        catch (Exception e) when (e is XadesFormatException or FormatException or NotSupportedException)
        {
            throw Broken(e.Message.TrimEnd('.'));
        }
    }

    private static void RequireSigner(XmlElement signature, XmlElement signedInfo, IReadOnlyCollection<X509Certificate2> pinned, DateTimeOffset issuedAt)
    {
        if (SignatureAlgorithm.FromXmlUri(signedInfo.Child("SignatureMethod", Ds).Algorithm()) is not { Digest.IsWeak: false } algorithm)
        {
            throw Broken("its algorithm is not accepted");
        }

        var signed = XmlCanonicalizer.Canonicalize(signedInfo, XadesReader.ReadCanonicalization(signedInfo.Child("CanonicalizationMethod", Ds)));
        var value = signature.Child("SignatureValue", Ds).Base64();
        var signer = pinned.FirstOrDefault(p => algorithm.Verify(p, signed, value))
            ?? throw new TrustedListException("The trusted list is not signed by any of the pinned certificates (or it was changed). Compare the signer with the European list of lists before pinning another.");
        if (!CertificatePaths.IsInForce(signer, issuedAt))
        {
            throw new TrustedListException("The trusted list was issued when the pinned certificate of its signer was not valid. Fetch the current list.");
        }
    }

    /// <exception cref="NotSupportedException">A transform other than "without the signature" and canonicalisation.</exception>
    private static void RequireDigest(XmlElement reference, XmlElement target)
    {
        var transforms = reference.OptionalChild("Transforms", Ds)?.Children().ToList() ?? [];
        var canonical = transforms.FindAll(t => t.Algorithm() != Enveloped);
        var method = canonical.Count switch
        {
            0 => CanonicalizationMethod.Default,
            1 => XadesReader.ReadCanonicalization(canonical[0]),
            _ => throw Broken("it uses transforms that are not accepted"),
        };
        var digest = DigestAlgorithm.FromXmlUri(reference.Child("DigestMethod", Ds).Algorithm());
        if (digest is not { IsWeak: false })
        {
            throw Broken("its digest is not accepted");
        }

        if (!CryptographicOperations.FixedTimeEquals(digest.Hash(XmlCanonicalizer.Canonicalize(target, method)), reference.Child("DigestValue", Ds).Base64()))
        {
            throw Broken("the list was changed after signing");
        }
    }

    private static TrustedListException Broken(string why) => new($"The trusted list's signature does not hold: {why}. Fetch the list again from the scheme operator's page.");
}
