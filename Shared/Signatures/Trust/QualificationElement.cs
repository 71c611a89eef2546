using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Trust;

/// <summary>TS 119 612 §5.5.9.2: for certificates that fit the criteria, the list overrules what the certificate says of itself.</summary>
/// <param name="Qualifiers">Last words of the qualifier URIs: QCWithQSCD, NotQualified …</param>
/// <param name="Criteria">Which certificates are meant.</param>
internal sealed record QualificationElement(IReadOnlyList<string> Qualifiers, Criterion Criteria)
{
    private static readonly string[] Denials = ["NotQualified", "QCNoQSCD", "QCNoSSCD"];

    /// <summary>Criteria we cannot read count against the signer: a denial then applies, a grant does not.</summary>
    public IEnumerable<string> For(X509Certificate2 certificate)
    {
        var fits = Criteria.Fits(certificate);
        return Qualifiers.Where(q => fits ?? Denials.Contains(q, StringComparer.Ordinal));
    }
}
