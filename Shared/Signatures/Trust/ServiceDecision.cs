using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Trust;

/// <summary>Whether a listed certificate may end a path, and the services that say so (TS 119 615 §4.3).</summary>
/// <param name="Service">The service that was in good standing; null when there is none.</param>
/// <param name="Refusal">Why not, in English; null when there is one.</param>
internal sealed record ServiceDecision(TrustedService? Service, string? Refusal)
{
    /// <summary>A service must have been in good standing at every moment asked about: for signers at issuance and at the best signature time.</summary>
    /// <param name="services">Every service the certificate belongs to; at least one.</param>
    /// <param name="purpose">The kind of work it is needed for.</param>
    /// <param name="moments">The moments, in any order.</param>
    public static ServiceDecision Of(IReadOnlyList<TrustedService> services, ServicePurpose purpose, params ReadOnlySpan<DateTimeOffset> moments)
    {
        var kindFits = false;
        foreach (var service in services)
        {
            var good = true;
            foreach (var moment in moments)
            {
                var period = service.At(moment);
                kindFits |= period?.Kind.Serves(purpose) == true;
                good &= period is { IsGood: true } && period.Kind.Serves(purpose);
            }

            if (good)
            {
                return new ServiceDecision(service, null);
            }
        }

        return new ServiceDecision(null, kindFits
            ? "The trusted list names the service, but it was not in good standing both when the certificate was issued and at the time that counts."
            : "The trusted list names the service for another kind of work, or not yet at the time that counts.");
    }

    /// <summary>"LV eID ICA 2021 (LV trusted list no. 41)", with a remark when nobody vouches for the list.</summary>
    public static TrustAnchor Anchor(TrustedService service, X509Certificate2 certificate) =>
        new($"{service.Name} ({service.Origin.Label}{(service.Origin.IsVerified ? "" : "; test trust, the list's signature was not checked")})", certificate, IsTest: !service.Origin.IsVerified);
}
