using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;

namespace SocialWorkflows.Signatures.Revocation;

/// <summary>What revocation data say of a service on the way to the anchor.</summary>
internal enum ServiceStanding
{
    Good,
    Revoked,

    /// <summary>Nothing carried in the file says.</summary>
    Unknown,
}

/// <summary>Revocation of every certificate of a path but the anchor's, which its list speaks for (EN 319 102-1 §5.2.6.4).</summary>
internal sealed class ServiceRevocation(CertificatePaths paths, RevocationEvidence evidence)
{
    /// <param name="path">A path that reached an anchor.</param>
    /// <param name="from">0: the first certificate too; 1: only the authorities above it.</param>
    /// <param name="candidates">Certificates that may be a responder's.</param>
    /// <param name="at">When the services did their work.</param>
    public ServiceStanding Of(CertificatePath path, int from, IReadOnlyCollection<X509Certificate2> candidates, DateTimeOffset at)
    {
        var worst = ServiceStanding.Good;
        for (var i = from; i < path.Chain.Count && path.Chain[i] != path.Anchor!.Certificate; i++)
        {
            var issuer = i + 1 < path.Chain.Count ? path.Chain[i + 1] : path.Anchor.Certificate;
            var standing = Of(path.Chain[i], issuer, candidates, at);
            if (standing == ServiceStanding.Revoked)
            {
                return standing;
            }

            worst = standing == ServiceStanding.Unknown ? standing : worst;
        }

        return worst;
    }

    private ServiceStanding Of(X509Certificate2 certificate, X509Certificate2 issuer, IReadOnlyCollection<X509Certificate2> candidates, DateTimeOffset at)
    {
        var byList = RevocationListCheck.StandingOf(evidence.RevocationLists, certificate, issuer, at);
        var byAnswer = new OcspCheck(paths, evidence).StandingOf(evidence.OcspResponses, certificate, issuer, candidates, at);
        if (byList == ServiceStanding.Revoked || byAnswer == ServiceStanding.Revoked)
        {
            return ServiceStanding.Revoked;
        }

        return byList == ServiceStanding.Good || byAnswer == ServiceStanding.Good || !CertificateUse.NamesRevocationSource(certificate) ? ServiceStanding.Good : ServiceStanding.Unknown;
    }
}
