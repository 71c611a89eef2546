using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Trust;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>The way from a certificate to an anchor.</summary>
/// <param name="Anchor">Null when there is none, or when the nearest one that is listed may not do this work.</param>
/// <param name="Issuer">Who issued the certificate; the anchor itself when the certificate is an anchor.</param>
/// <param name="Chain">From the certificate to the one below the anchor.</param>
/// <param name="InForce">Every authority on the way was valid at the time asked for.</param>
internal sealed record CertificatePath(TrustAnchor? Anchor, X509Certificate2? Issuer, IReadOnlyList<X509Certificate2> Chain, bool InForce)
{
    public static CertificatePath None { get; } = new(null, null, [], false);

    /// <summary>The listed service the path ends at; null for an anchor put there by hand.</summary>
    public TrustedService? Service { get; init; }

    /// <summary>Why the nearest listed service does not count; null when none is listed or it counts.</summary>
    public string? Refusal { get; init; }

    /// <summary>What to tell about the list that the trust rests on: of the signer's and of the time-stamp's alike.</summary>
    public void ApplyTo(SignatureState state, List<string> warnings, DateTimeOffset now)
    {
        if (Anchor?.IsTest == true)
        {
            warnings.Add("Test trust: the verdict rests on a certificate or list that was explicitly put there for tests and that nobody vouches for.");
        }

        if (Service is not null)
        {
            state.RestsOnOverdueList |= ListStanding.IsOverdue(Service.Origin, now);
            warnings.AddRange(ListStanding.Warnings(Service.Origin, now));
        }
    }
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
    /// <param name="at">The moment at which the authorities must be valid and the service in good standing.</param>
    /// <param name="leafMayBeAnchor">
    /// True for a time-stamping authority, which may itself be listed and needs a time-stamping service;
    /// false for a signer, who needs an authority that was in good standing when the certificate was issued, too.
    /// </param>
    /// <remarks>The nearest listed certificate decides (TS 119 615 §4.3): nobody walks past a withdrawn service to a root above it.</remarks>
    public CertificatePath Find(X509Certificate2 leaf, IReadOnlyCollection<X509Certificate2> candidates, DateTimeOffset at, bool leafMayBeAnchor)
    {
        if (leafMayBeAnchor)
        {
            if (trust.Find(leaf) is { } self)
            {
                return new CertificatePath(self, leaf, [], true);
            }

            if (trust.ServicesOf(leaf) is { Count: > 0 } services)
            {
                return Decided([leaf], leaf, ServiceDecision.Of(services, ServicePurpose.TimeStamping, at), inForce: true);
            }
        }

        DateTimeOffset[] moments = leafMayBeAnchor ? [at] : [ValidFrom(leaf), at];
        var purpose = leafMayBeAnchor ? ServicePurpose.TimeStamping : ServicePurpose.Signing;
        return Walk([leaf], candidates, [], new Aim(purpose, moments, at, MustBeInForce: true))
            ?? Walk([leaf], candidates, [], new Aim(purpose, moments, at, MustBeInForce: false))
            ?? CertificatePath.None;
    }

    /// <summary>May this responder answer without its issuer's word: an anchor put there by hand, or an OCSP service in good standing then?</summary>
    /// <returns>Null when nothing is known of it.</returns>
    public bool? MayAnswer(X509Certificate2 responder, DateTimeOffset at)
    {
        if (trust.Find(responder) is not null)
        {
            return true;
        }

        return trust.ServicesOf(responder) is { Count: > 0 } services ? ServiceDecision.Of(services, ServicePurpose.Ocsp, at).Service is not null : null;
    }

    /// <summary>Is there a list in force that would name the authorities of this country?</summary>
    public bool KnowsCountry(string? country, DateTimeOffset now) =>
        country is null || trust.Lists.Any(l => string.Equals(l.Territory, country, StringComparison.OrdinalIgnoreCase) && !(l.NextUpdate < now));

    /// <summary>Certificates trusted by hand or listed that bear this name, or this key (SHA-1 of its bits, RFC 6960 §4.2.1).</summary>
    public IEnumerable<X509Certificate2> KnownResponders(byte[]? name, byte[]? keyHash) => trust.Known(name, keyHash);

    public static DateTimeOffset ValidFrom(X509Certificate2 certificate) => new(certificate.NotBefore.ToUniversalTime());

    public static bool IsInForce(X509Certificate2 certificate, DateTimeOffset at) =>
        certificate.NotBefore.ToUniversalTime() <= at.UtcDateTime && at.UtcDateTime <= certificate.NotAfter.ToUniversalTime();

    /// <remarks>Each candidate is followed once only, so that a file full of cross-signed authorities costs no more than their number.</remarks>
    private CertificatePath? Walk(List<X509Certificate2> chain, IReadOnlyCollection<X509Certificate2> candidates, HashSet<string> followed, Aim aim)
    {
        var last = chain[^1];
        bool Issued(X509Certificate2 authority) =>
            CertificateUse.IsAuthority(authority)
            && (CertificateUse.PathLength(authority) is not { } limit || chain.Skip(1).Count(c => !PolicyTree.IsSelfIssued(c)) <= limit)
            && (!aim.MustBeInForce || IsInForce(authority, aim.At))
            && CertificateParts.IsSignedBy(last, authority);

        foreach (var anchor in trust.WithSubject(last.IssuerName).Where(a => Issued(a.Certificate)))
        {
            return new CertificatePath(anchor, chain.Count > 1 ? chain[1] : anchor.Certificate, [.. chain], aim.MustBeInForce);
        }

        var issuers = candidates.Where(c => c.SubjectName.RawData.AsSpan().SequenceEqual(last.IssuerName.RawData))
            .Concat(trust.ListedWithSubject(last.IssuerName)).DistinctBy(c => c.Thumbprint)
            .Where(c => !followed.Contains(c.Thumbprint) && Issued(c)).ToList();
        if (NearestListed(chain, issuers, aim) is { } decided)
        {
            return decided;
        }

        return chain.Count < MaxDepth
            ? issuers.Where(c => followed.Add(c.Thumbprint)).Select(c => Walk([.. chain, c], candidates, followed, aim)).FirstOrDefault(p => p is not null)
            : null;
    }

    private CertificatePath? NearestListed(List<X509Certificate2> chain, List<X509Certificate2> issuers, Aim aim)
    {
        CertificatePath? refused = null;
        foreach (var issuer in issuers)
        {
            if (trust.ServicesOf(issuer) is { Count: > 0 } services)
            {
                var path = Decided(chain, issuer, ServiceDecision.Of(services, aim.Purpose, aim.Moments), aim.MustBeInForce);
                if (path.Anchor is not null)
                {
                    return path;
                }

                refused ??= path;
            }
        }

        return refused;
    }

    private static CertificatePath Decided(List<X509Certificate2> chain, X509Certificate2 listed, ServiceDecision decision, bool inForce) => new(
        decision.Service is null ? null : ServiceDecision.Anchor(decision.Service, listed), chain.Count > 1 ? chain[1] : listed, [.. chain], inForce)
    {
        Service = decision.Service,
        Refusal = decision.Refusal,
    };

    private sealed record Aim(ServicePurpose Purpose, DateTimeOffset[] Moments, DateTimeOffset At, bool MustBeInForce);
}
