using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>
/// RFC 5280 §6.1 policy processing with any policy acceptable to us: it matters only where an authority requires one (policyConstraints). The tree is kept
/// as the set of policies valid so far (RFC 9618 §5), which cannot grow beyond what the certificates name.
/// </summary>
internal static class PolicyTree
{
    private const string AnyPolicy = "2.5.29.32.0";
    private const string Mappings = "2.5.29.33";
    private const string Constraints = "2.5.29.36";
    private const string InhibitAny = "2.5.29.54";

    /// <summary>Subject and issuer are one: an authority that changes its key.</summary>
    public static bool IsSelfIssued(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    /// <param name="chain">From the certificate to the one below the anchor.</param>
    /// <exception cref="AsnContentException">An extension cannot be read.</exception>
    public static bool IsSatisfied(IReadOnlyList<X509Certificate2> chain)
    {
        var count = chain.Count;
        var (explicitIn, inhibitAnyIn, inhibitMappingIn) = (count + 1, count + 1, count + 1);
        var valid = new HashSet<string>(StringComparer.Ordinal) { AnyPolicy };
        for (var i = count - 1; i >= 0; i--)
        {
            var certificate = chain[i];
            var isLast = i == 0;
            var own = CertificatePolicies.Read(certificate).ToHashSet(StringComparer.Ordinal);
            var anyCounts = own.Contains(AnyPolicy) && (inhibitAnyIn > 0 || (!isLast && IsSelfIssued(certificate)));
            valid = anyCounts ? valid : [.. own.Where(p => p != AnyPolicy && (valid.Contains(AnyPolicy) || valid.Contains(p)))];
            if (explicitIn <= 0 && valid.Count == 0)
            {
                return false;
            }

            var (require, inhibit) = ReadConstraints(certificate);
            if (isLast)
            {
                return (explicitIn > 1 && require != 0) || valid.Count > 0;
            }

            valid = Mapped(valid, certificate, inhibitMappingIn > 0);
            if (!IsSelfIssued(certificate))
            {
                (explicitIn, inhibitAnyIn, inhibitMappingIn) = (explicitIn - 1, inhibitAnyIn - 1, inhibitMappingIn - 1);
            }

            explicitIn = Math.Min(explicitIn, require ?? int.MaxValue);
            inhibitMappingIn = Math.Min(inhibitMappingIn, inhibit ?? int.MaxValue);
            inhibitAnyIn = Math.Min(inhibitAnyIn, ReadSkip(certificate) ?? int.MaxValue);
        }

        return true;
    }

    private static HashSet<string> Mapped(HashSet<string> valid, X509Certificate2 authority, bool mayMap)
    {
        if (authority.Extensions[Mappings] is not { } extension)
        {
            return valid;
        }

        var mapped = new HashSet<string>(valid, StringComparer.Ordinal);
        var added = new HashSet<string>(StringComparer.Ordinal);
        var list = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (list.HasData)
        {
            var pair = list.ReadSequence();
            var (from, to) = (pair.ReadObjectIdentifier(), pair.ReadObjectIdentifier());
            if (valid.Contains(from) || valid.Contains(AnyPolicy))
            {
                mapped.Remove(from);
                added.Add(to);
            }
        }

        if (mayMap)
        {
            mapped.UnionWith(added);
        }

        return mapped;
    }

    /// <summary>requireExplicitPolicy and inhibitPolicyMapping.</summary>
    private static (int? Require, int? Inhibit) ReadConstraints(X509Certificate2 certificate)
    {
        if (certificate.Extensions[Constraints] is not { } extension)
        {
            return (null, null);
        }

        var (require, inhibit) = ((int?)null, (int?)null);
        var content = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (content.HasData)
        {
            var tag = content.PeekTag();
            int? skip = content.TryReadInt32(out var given, tag) ? Math.Max(0, given) : null;
            (require, inhibit) = tag.TagValue == 0 ? (skip, inhibit) : (require, skip);
        }

        return (require, inhibit);
    }

    private static int? ReadSkip(X509Certificate2 certificate) =>
        certificate.Extensions[InhibitAny] is { } extension && new AsnReader(extension.RawData, AsnEncodingRules.DER).TryReadInt32(out var skip) ? Math.Max(0, skip) : null;
}
