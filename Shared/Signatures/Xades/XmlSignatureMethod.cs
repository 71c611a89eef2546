using System.Globalization;
using System.Xml;
using SocialWorkflows.Signatures.Cryptography;
using static SocialWorkflows.Signatures.Xades.XadesNames;

namespace SocialWorkflows.Signatures.Xades;

/// <summary>ds:SignatureMethod: an algorithm by its name, or RSA-PSS with its parameters beside it (RFC 9231 §2.3.9).</summary>
internal static class XmlSignatureMethod
{
    private const string RsaPss = "http://www.w3.org/2007/05/xmldsig-more#rsa-pss";
    private const string Pss = "http://www.w3.org/2007/05/xmldsig-more#";
    private const string Mgf1 = "http://www.w3.org/2007/05/xmldsig-more#MGF1";

    /// <summary>Null for an algorithm that is not verified here.</summary>
    public static SignatureAlgorithm? Read(XmlElement method) =>
        method.Algorithm() == RsaPss ? ReadPss(method.OptionalChild("RSAPSSParams", Pss)) : SignatureAlgorithm.FromXmlUri(method.Algorithm());

    private static SignatureAlgorithm? ReadPss(XmlElement? parameters)
    {
        var digest = Digest(parameters) ?? DigestAlgorithm.FromName(System.Security.Cryptography.HashAlgorithmName.SHA256);
        var function = parameters?.OptionalChild("MaskGenerationFunction", Pss);
        var mask = Digest(function) ?? digest;
        var saltText = parameters?.OptionalChild("SaltLength", Pss)?.InnerText.Trim();
        var salt = digest.Length;
        var isReadable = (saltText is null || int.TryParse(saltText, NumberStyles.None, CultureInfo.InvariantCulture, out salt))
            && (function is null || function.Algorithm() == Mgf1)
            && (parameters?.OptionalChild("TrailerField", Pss)?.InnerText.Trim() ?? "1") == "1";
        return isReadable ? SignatureAlgorithm.RsaPss(new PssParameters(digest, mask, salt)) : null;
    }

    private static DigestAlgorithm? Digest(XmlElement? parent) => parent?.OptionalChild("DigestMethod", Ds) is { } method
        ? DigestAlgorithm.FromXmlUri(method.Algorithm()) ?? throw new XadesFormatException(ReasonCode.UnknownAlgorithm, SubIndication.CryptoConstraintsFailure, "The signature uses a digest that is not accepted.")
        : null;
}
