using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;

namespace SocialWorkflows.Signatures.Revocation;

/// <summary>RFC 5280 §5.2.5: which of its issuer's certificates a list speaks for. Anything it leaves out is not good for being absent.</summary>
/// <param name="Points">The names of the distribution point, encoded; null when the list names none.</param>
/// <param name="UsersOnly">No authorities.</param>
/// <param name="AuthoritiesOnly">Nobody else.</param>
internal sealed record RevocationScope(IReadOnlyList<byte[]>? Points, bool UsersOnly, bool AuthoritiesOnly)
{
    private const string DistributionPoints = "2.5.29.31";
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    public static RevocationScope All { get; } = new(null, false, false);

    /// <summary>Null for a list of attribute certificates, of some reasons only, or of other authorities' certificates.</summary>
    /// <exception cref="AsnContentException">Not an IssuingDistributionPoint.</exception>
    public static RevocationScope? Read(AsnReader point)
    {
        var scope = All;
        while (point.HasData)
        {
            var tag = point.PeekTag();
            switch (tag.TagValue)
            {
                case 0:
                    scope = scope with { Points = FullNames(point.ReadSequence(Tag0)) };
                    break;
                case 1:
                    scope = scope with { UsersOnly = point.ReadBoolean(tag) };
                    break;
                case 2:
                    scope = scope with { AuthoritiesOnly = point.ReadBoolean(tag) };
                    break;
                case 4 or 5 when !point.ReadBoolean(tag):
                    break;
                default:
                    return null;
            }
        }

        return scope;
    }

    /// <summary>§6.3.3 (b)(2): a list of one distribution point speaks for the certificates that name this point.</summary>
    public bool Includes(X509Certificate2 certificate)
    {
        var isAuthority = certificate.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault() is { CertificateAuthority: true };
        return !(UsersOnly && isAuthority) && !(AuthoritiesOnly && !isAuthority) && (Points is null || PointsOf(certificate).Exists(own => Points.Any(p => p.AsSpan().SequenceEqual(own))));
    }

    /// <exception cref="AsnContentException">The extension cannot be read.</exception>
    private static List<byte[]> PointsOf(X509Certificate2 certificate)
    {
        var names = new List<byte[]>();
        if (certificate.Extensions[DistributionPoints] is not { } extension)
        {
            return names;
        }

        var points = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (points.HasData)
        {
            var point = points.ReadSequence();
            if (point.HasData && point.PeekTag().HasSameClassAndValue(Tag0))
            {
                names.AddRange(FullNames(point.ReadSequence(Tag0)));
            }
        }

        return names;
    }

    /// <summary>A name relative to the issuer is not compared, so that nothing matches it.</summary>
    private static List<byte[]> FullNames(AsnReader name)
    {
        var names = new List<byte[]>();
        if (name.PeekTag().HasSameClassAndValue(Tag0))
        {
            var list = name.ReadSequence(Tag0);
            while (list.HasData)
            {
                names.Add(list.ReadEncodedValue().ToArray());
            }
        }

        return names;
    }
}
