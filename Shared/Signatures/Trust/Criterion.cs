using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;

namespace SocialWorkflows.Signatures.Trust;

/// <summary>A test on a certificate (TS 119 612 §5.5.9.2.2). Null means that it cannot be told.</summary>
internal abstract record Criterion
{
    public abstract bool? Fits(X509Certificate2 certificate);
}

/// <summary>Each bit named must have the value named (bit names of the list's XML: nonRepudiation, digitalSignature …).</summary>
internal sealed record KeyUsageCriterion(IReadOnlyList<(string Bit, bool Value)> Bits) : Criterion
{
    public override bool? Fits(X509Certificate2 certificate)
    {
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages ?? X509KeyUsageFlags.None;
        bool? result = true;
        foreach (var (bit, value) in Bits)
        {
            if (Flag(bit) is not { } flag)
            {
                result = null;
            }
            else if (usage.HasFlag(flag) != value)
            {
                return false;
            }
        }

        return result;
    }

    private static X509KeyUsageFlags? Flag(string bit) => bit switch
    {
        "digitalSignature" => X509KeyUsageFlags.DigitalSignature,
        "nonRepudiation" => X509KeyUsageFlags.NonRepudiation,
        "keyEncipherment" => X509KeyUsageFlags.KeyEncipherment,
        "dataEncipherment" => X509KeyUsageFlags.DataEncipherment,
        "keyAgreement" => X509KeyUsageFlags.KeyAgreement,
        "keyCertSign" => X509KeyUsageFlags.KeyCertSign,
        "crlSign" => X509KeyUsageFlags.CrlSign,
        "encipherOnly" => X509KeyUsageFlags.EncipherOnly,
        "decipherOnly" => X509KeyUsageFlags.DecipherOnly,
        _ => null,
    };
}

/// <summary>Every policy named must be in the certificate.</summary>
internal sealed record PolicyCriterion(IReadOnlyList<string> Policies) : Criterion
{
    public override bool? Fits(X509Certificate2 certificate) => CertificatePolicies.Read(certificate) is var own && Policies.All(p => own.Contains(p, StringComparer.Ordinal));
}

/// <summary>Every extended purpose named must be in the certificate.</summary>
internal sealed record ExtendedUsageCriterion(IReadOnlyList<string> Purposes) : Criterion
{
    public override bool? Fits(X509Certificate2 certificate)
    {
        var own = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(e => e.EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>()).Select(o => o.Value).ToList();
        return Purposes.All(p => own.Contains(p, StringComparer.Ordinal));
    }
}

/// <summary>A kind of criterion this reader does not know.</summary>
internal sealed record UnknownCriterion : Criterion
{
    public override bool? Fits(X509Certificate2 certificate) => null;
}

internal enum CriteriaAssertion
{
    All,
    AtLeastOne,
    None,
}

/// <summary>Criteria joined; "cannot be told" spreads only as far as it matters.</summary>
internal sealed record CriteriaList(CriteriaAssertion Assertion, IReadOnlyList<Criterion> Parts) : Criterion
{
    public override bool? Fits(X509Certificate2 certificate)
    {
        var answers = Parts.Select(p => p.Fits(certificate)).ToList();
        return Assertion switch
        {
            CriteriaAssertion.All => Every(answers, true),
            CriteriaAssertion.None => Every(answers, false),
            _ => Every(answers, false) is { } noneFits ? !noneFits : null,
        };
    }

    private static bool? Every(List<bool?> answers, bool wanted)
    {
        if (answers.Contains(!wanted))
        {
            return false;
        }

        return answers.Contains(null) ? null : true;
    }
}
