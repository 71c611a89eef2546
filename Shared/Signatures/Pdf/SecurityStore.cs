using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Pdf.Objects;
using SocialWorkflows.Signatures.Revocation;

namespace SocialWorkflows.Signatures.Pdf;

/// <summary>The document security store (EN 319 142-1 §5.4): certificates and revocation data of all signatures, added after signing.</summary>
internal sealed record SecurityStore(IReadOnlyList<X509Certificate2> Certificates, IReadOnlyList<byte[]> OcspResponses, IReadOnlyList<byte[]> Crls)
{
    private const int Limit = 60;

    public RevocationEvidence Evidence => new(OcspResponses, Crls);

    public bool HasRevocation => OcspResponses.Count + Crls.Count > 0;

    public static SecurityStore Read(PdfRevision revision)
    {
        var store = revision.Dictionary(revision.Catalog["DSS"]);
        var perSignature = revision.Dictionary(store["VRI"]).Entries.Values.Take(Limit).Select(revision.Dictionary).ToList();
        List<byte[]> Streams(string key, string keyOfOne) =>
        [
            .. perSignature.SelectMany(v => revision.Array(v[keyOfOne])).Concat(revision.Array(store[key]))
                .DistinctBy(v => (v as PdfReference)?.Number).Take(Limit).Select(revision.Bytes).Where(b => b.Length > 0),
        ];
        return new SecurityStore(
            [.. Streams("Certs", "Cert").Select(b => EmbeddedCertificates.TryLoad(b)).OfType<X509Certificate2>()],
            Streams("OCSPs", "OCSP"),
            Streams("CRLs", "CRL"));
    }
}
