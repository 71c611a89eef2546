using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Pdf.Objects;
using SocialWorkflows.Signatures.Revocation;

namespace SocialWorkflows.Signatures.Pdf;

/// <summary>The document security store (EN 319 142-1 §5.4): certificates and revocation data of all signatures, added after signing.</summary>
internal sealed record SecurityStore(IReadOnlyList<X509Certificate2> Certificates, IReadOnlyList<byte[]> OcspResponses, IReadOnlyList<byte[]> Crls)
{
    /// <summary>Of those left over the way to an anchor may be missing, which leaves a signature open.</summary>
    private const int MaxCertificates = 60;

    public RevocationEvidence Evidence => new(OcspResponses, Crls);

    public bool HasRevocation => OcspResponses.Count + Crls.Count > 0;

    public static SecurityStore Read(PdfRevision revision)
    {
        var store = revision.Dictionary(revision.Catalog["DSS"]);
        var perSignature = revision.Dictionary(store["VRI"]).Entries.Values.Select(revision.Dictionary).ToList();
        IEnumerable<byte[]> Streams(string key, string keyOfOne) =>
            perSignature.Select(v => v[keyOfOne]).Append(store[key]).SelectMany(v => Counted(revision.Array(v)))
                .DistinctBy(v => (v as PdfReference)?.Number).Select(revision.Bytes).Where(b => b.Length > 0);
        return new SecurityStore(
            [.. Streams("Certs", "Cert").Take(MaxCertificates).Select(b => EmbeddedCertificates.TryLoad(b)).OfType<X509Certificate2>()],
            RevocationEvidence.Bounded(Streams("OCSPs", "OCSP")),
            RevocationEvidence.Bounded(Streams("CRLs", "CRL")));
    }

    /// <summary>One long list may be named by very many signatures.</summary>
    private static IReadOnlyList<PdfValue> Counted(IReadOnlyList<PdfValue> values)
    {
        InspectionWork.ReadPdf(1 + values.Count);
        return values;
    }
}
