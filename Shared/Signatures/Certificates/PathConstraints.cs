using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>
/// What the certificates of a path forbid each other (RFC 5280 §6.1): critical extensions nobody understands, names, policies; and whether the keys
/// and digests on the way are strong enough that the path means anything.
/// </summary>
internal static class PathConstraints
{
    /// <summary>Null when the path holds.</summary>
    public static Reason? Problem(CertificatePath path)
    {
        if (path.Anchor is not { Certificate: var anchor } || path.Chain.Count == 0 || path.Chain[0] == anchor)
        {
            return null;
        }

        if (path.Chain.Any(CriticalExtensions.HasUnknown))
        {
            return Reason.Open(ReasonCode.UnknownCriticalExtension, SubIndication.CertificateChainGeneralFailure, "A certificate on the way to the trust anchor has a critical extension that is not understood.");
        }

        if (path.Chain.Any(c => CertificateParts.Algorithm(c) is not { Digest.IsWeak: false } && CertificatePaths.ValidFrom(c) >= Sha1Policy.ServicesStopped))
        {
            return Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "A certificate on the way to the trust anchor is signed with SHA-1 although it was issued after 2016.");
        }

        if (path.Chain.Skip(1).Append(anchor).Any(issuer => !KeyStrength.IsStrong(issuer)))
        {
            return Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "An issuer on the way to the trust anchor has a key that is too short or of an unknown kind.");
        }

        try
        {
            return Names(path.Chain, anchor) ?? (PolicyTree.IsSatisfied(path.Chain) ? null : Violated("The certificate was not issued under a policy that its issuers require."));
        }
        catch (Exception e) when (e is AsnContentException or ArgumentException)
        {
            return Violated("A constraint in a certificate on the way to the trust anchor cannot be read.");
        }
    }

    /// <summary>Each authority binds everything below it; an authority that only changes its own key is left out (§6.1.3 b).</summary>
    private static Reason? Names(IReadOnlyList<X509Certificate2> chain, X509Certificate2 anchor)
    {
        for (var above = 1; above <= chain.Count; above++)
        {
            if (NameConstraints.Read(above < chain.Count ? chain[above] : anchor) is not { } constraints)
            {
                continue;
            }

            if (chain.Take(above).Where((c, i) => i == 0 || !PolicyTree.IsSelfIssued(c)).Any(c => !constraints.Allow(c)))
            {
                return Violated("A certificate bears a name that one of its issuers may not give (name constraints).");
            }
        }

        return null;
    }

    private static Reason Violated(string text) => Reason.Open(ReasonCode.IssuerConstraints, SubIndication.CertificateChainGeneralFailure, text);
}
