using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>QCStatements of ETSI EN 319 412-5: is the certificate qualified, for a signature or a seal, and is its key in a qualified device.</summary>
internal sealed record QualifiedStatements(bool Compliance, bool ForSignature, bool ForSeal, bool OnDevice)
{
    private const string QcStatements = "1.3.6.1.5.5.7.1.3";
    private const string QcCompliance = "0.4.0.1862.1.1";
    private const string QcSscd = "0.4.0.1862.1.4";
    private const string QcType = "0.4.0.1862.1.6";
    private const string QcTypeSignature = "0.4.0.1862.1.6.1";
    private const string QcTypeSeal = "0.4.0.1862.1.6.2";

    private static readonly QualifiedStatements None = new(false, false, false, false);

    public static QualifiedStatements Read(X509Certificate2 certificate)
    {
        if (certificate.Extensions[QcStatements] is not { } extension)
        {
            return None;
        }

        try
        {
            var statements = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            var found = None;
            while (statements.HasData)
            {
                var statement = statements.ReadSequence();
                var oid = statement.ReadObjectIdentifier();
                found = oid switch
                {
                    QcCompliance => found with { Compliance = true },
                    QcSscd => found with { OnDevice = true },
                    QcType => WithTypes(found, statement),
                    _ => found,
                };
            }

            return found;
        }
        catch (AsnContentException)
        {
            return None;
        }
    }

    private static QualifiedStatements WithTypes(QualifiedStatements found, AsnReader statement)
    {
        var types = statement.ReadSequence();
        while (types.HasData)
        {
            var type = types.ReadObjectIdentifier();
            found = found with { ForSignature = found.ForSignature || type == QcTypeSignature, ForSeal = found.ForSeal || type == QcTypeSeal };
        }

        return found;
    }
}
