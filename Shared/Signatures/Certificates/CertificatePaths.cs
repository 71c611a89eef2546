using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>The way from a certificate to an anchor.</summary>
/// <param name="Anchor">Null when there is none.</param>
/// <param name="Issuer">Who issued the certificate; the anchor itself when the certificate is an anchor.</param>
/// <param name="Chain">From the certificate to the one below the anchor.</param>
/// <param name="InForce">Every authority on the way was valid at the time asked for.</param>
internal sealed record CertificatePath(TrustAnchor? Anchor, X509Certificate2? Issuer, IReadOnlyList<X509Certificate2> Chain, bool InForce)
{
    public static CertificatePath None { get; } = new(null, null, [], false);
}

/// <summary>
/// Walks from a certificate up to a trust anchor (RFC 5280 §6: names, signatures, CA flag, key usage, path length, validity at one moment).
/// Own code because Latvian anchors are intermediates, which X509Chain does not accept as an end, and nothing may be fetched.
/// </summary>
internal sealed class CertificatePaths(TrustStore trust)
{
    private const int MaxDepth = 6;

    /// <param name="leaf">The certificate to find a way for.</param>
    /// <param name="candidates">Certificates carried in the file; they prove nothing by being there.</param>
    /// <param name="at">The moment at which the authorities must be valid.</param>
    /// <param name="leafMayBeAnchor">A time-stamp or OCSP service may itself be listed; a person's certificate may not.</param>
    public CertificatePath Find(X509Certificate2 leaf, IReadOnlyCollection<X509Certificate2> candidates, DateTimeOffset at, bool leafMayBeAnchor)
    {
        if (leafMayBeAnchor && trust.Find(leaf) is { } self)
        {
            return new CertificatePath(self, leaf, [], true);
        }

        return Walk([leaf], candidates, [], at, mustBeInForce: true)
            ?? Walk([leaf], candidates, [], at, mustBeInForce: false)
            ?? CertificatePath.None;
    }

    public bool IsAnchor(X509Certificate2 certificate) => trust.Find(certificate) is not null;

    public static bool IsInForce(X509Certificate2 certificate, DateTimeOffset at) =>
        certificate.NotBefore.ToUniversalTime() <= at.UtcDateTime && at.UtcDateTime <= certificate.NotAfter.ToUniversalTime();

    /// <remarks>Each candidate is followed once only, so that a file full of cross-signed authorities costs no more than their number.</remarks>
    private CertificatePath? Walk(
        List<X509Certificate2> chain, IReadOnlyCollection<X509Certificate2> candidates, HashSet<string> followed, DateTimeOffset at, bool mustBeInForce)
    {
        var last = chain[^1];
        bool Issued(X509Certificate2 authority) =>
            CertificateUse.IsAuthority(authority)
            && (CertificateUse.PathLength(authority) is not { } limit || chain.Count - 1 <= limit)
            && (!mustBeInForce || IsInForce(authority, at))
            && CertificateParts.IsSignedBy(last, authority);

        foreach (var anchor in trust.WithSubject(last.IssuerName).Where(a => Issued(a.Certificate)))
        {
            var issuer = chain.Count > 1 ? chain[1] : anchor.Certificate;
            return new CertificatePath(anchor, issuer, [.. chain], mustBeInForce);
        }

        if (chain.Count >= MaxDepth)
        {
            return null;
        }

        foreach (var candidate in candidates)
        {
            if (candidate.SubjectName.RawData.AsSpan().SequenceEqual(last.IssuerName.RawData)
                && !followed.Contains(candidate.Thumbprint)
                && Issued(candidate)
                && followed.Add(candidate.Thumbprint)
                && Walk([.. chain, candidate], candidates, followed, at, mustBeInForce) is { } path)
            {
                return path;
            }
        }

        return null;
    }
}
