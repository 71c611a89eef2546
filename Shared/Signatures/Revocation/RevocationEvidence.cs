using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;

namespace SocialWorkflows.Signatures.Revocation;

/// <summary>What a file carries to show that a certificate was not revoked: XAdES RevocationValues, or the DSS of a PDF.</summary>
/// <param name="OcspResponses">Encoded OCSPResponse or BasicOCSPResponse; unreadable ones may be empty.</param>
/// <param name="RevocationLists">Encoded CertificateList.</param>
internal sealed record RevocationEvidence(IReadOnlyList<byte[]> OcspResponses, IReadOnlyList<byte[]> RevocationLists)
{
    /// <summary>Null when an answer or a list shows the certificate good; "revoked" from either wins over "good" from the other.</summary>
    public Reason? Check(
        CertificatePaths paths, X509Certificate2 certificate, X509Certificate2 issuer, IReadOnlyCollection<X509Certificate2> candidates, DateTimeOffset bestTime, bool stamped)
    {
        if (RevocationLists.Count == 0)
        {
            return new OcspCheck(paths, this).Check(OcspResponses, certificate, issuer, candidates, bestTime, stamped);
        }

        var byList = RevocationListCheck.Check(RevocationLists, certificate, issuer, bestTime, stamped);
        if (OcspResponses.Count == 0 || byList?.Code == ReasonCode.Revoked)
        {
            return byList;
        }

        var byOcsp = new OcspCheck(paths, this).Check(OcspResponses, certificate, issuer, candidates, bestTime, stamped);
        return byOcsp?.Code is ReasonCode.Revoked or ReasonCode.RevocationUnreadable ? byOcsp
            : byList?.Code == ReasonCode.RevocationUnreadable ? byList
            : byOcsp is null || byList is null ? null : byOcsp;
    }

    /// <summary>Answers, and lists, that are read of one place of a file; 60.</summary>
    public const int Limit = 60;

    /// <summary>Stands for proofs that were not read. As they may say "revoked", it counts as an unreadable one: the status stays open.</summary>
    public static byte[] LeftUnread { get; } = [];

    /// <summary>Not more than are read; what is left over is not forgotten (<see cref="LeftUnread"/>).</summary>
    public static List<byte[]> Bounded(IEnumerable<byte[]> proofs)
    {
        var few = proofs.Take(Limit + 1).ToList();
        if (few.Count > Limit)
        {
            few[Limit] = LeftUnread;
        }

        return few;
    }

    public static RevocationEvidence None { get; } = new([], []);

    public RevocationEvidence With(IReadOnlyList<byte[]> ocspResponses, IReadOnlyList<byte[]> revocationLists) =>
        ocspResponses.Count + revocationLists.Count == 0 ? this : new([.. OcspResponses, .. ocspResponses], [.. RevocationLists, .. revocationLists]);

    public bool IsEmpty => OcspResponses.Count == 0 && RevocationLists.Count == 0;
}
