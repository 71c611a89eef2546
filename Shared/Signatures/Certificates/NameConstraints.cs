using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>RFC 5280 §4.2.1.10: the names an authority may, and may not, give.</summary>
internal sealed class NameConstraints
{
    private const string Extension = "2.5.29.30";

    /// <summary>Names times constraints; real certificates have a handful of each.</summary>
    private const int MaxComparisons = 100_000;

    private readonly List<GeneralName> _permitted = [];
    private readonly List<GeneralName> _excluded = [];

    /// <summary>Null when there are none.</summary>
    /// <exception cref="AsnContentException">They cannot be read.</exception>
    public static NameConstraints? Read(X509Certificate2 authority)
    {
        if (authority.Extensions[Extension] is not { } extension)
        {
            return null;
        }

        var constraints = new NameConstraints();
        var content = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (content.HasData)
        {
            var tag = content.PeekTag();
            var subtrees = content.ReadSequence(tag);
            while (subtrees.HasData)
            {
                var subtree = subtrees.ReadSequence();
                (tag.TagValue == 0 ? constraints._permitted : constraints._excluded).Add(GeneralName.Read(subtree));
                if (subtree.HasData)
                {
                    throw new AsnContentException("Distances in name constraints are not used (RFC 5280 §4.2.1.10).");
                }
            }
        }

        return constraints;
    }

    /// <exception cref="AsnContentException">A name of the certificate cannot be read.</exception>
    public bool Allow(X509Certificate2 certificate)
    {
        var names = GeneralName.Of(certificate);
        return (long)names.Count * (_permitted.Count + _excluded.Count) <= MaxComparisons
            && names.TrueForAll(name => !_excluded.Exists(name.MayLieWithin) && IsPermitted(name));
    }

    /// <summary>Permitted subtrees speak only about names of their own kind.</summary>
    private bool IsPermitted(GeneralName name) =>
        _permitted.FindAll(p => p.Kind == name.Kind) is var same && (same.Count == 0 || same.Exists(name.LiesWithin));
}
