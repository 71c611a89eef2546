namespace SocialWorkflows.Signatures.Trust;

/// <summary>ETSI TS 119 612 §5.5.1: what a listed service does, as far as signatures need it.</summary>
internal enum ServiceKind
{
    /// <summary>Anything that is neither authority, time-stamp nor status service.</summary>
    Other,

    /// <summary>CA/QC: issues qualified certificates.</summary>
    QualifiedAuthority,

    /// <summary>CA/PKC: issues certificates that are not qualified.</summary>
    OtherAuthority,

    /// <summary>TSA/QTST: qualified time-stamps.</summary>
    QualifiedTimeStamping,

    /// <summary>TSA/TSS-QC: national time-stamps that belong to qualified signatures, from before Regulation 910/2014.</summary>
    NationalTimeStamping,

    /// <summary>TSA: time-stamps that are not qualified.</summary>
    OtherTimeStamping,

    /// <summary>Certstatus/OCSP/QC: answers for qualified certificates.</summary>
    QualifiedOcsp,

    /// <summary>Certstatus/OCSP.</summary>
    OtherOcsp,

    /// <summary>A compact list says "authority" and not whether a qualified one.</summary>
    CompactAuthority,

    /// <summary>A compact list says "time-stamping" and not of which kind.</summary>
    CompactTimeStamping,
}

/// <summary>What a certificate was found in the file for; services are trusted for their own kind of work only.</summary>
internal enum ServicePurpose
{
    Signing,
    TimeStamping,
    Ocsp,
}

internal static class ServiceKinds
{
    private const string Base = "http://uri.etsi.org/TrstSvc/Svctype/";

    public static ServiceKind FromUri(string uri) => uri.StartsWith(Base, StringComparison.Ordinal)
        ? uri[Base.Length..] switch
        {
            "CA/QC" => ServiceKind.QualifiedAuthority,
            "CA/PKC" => ServiceKind.OtherAuthority,
            "TSA/QTST" => ServiceKind.QualifiedTimeStamping,
            "TSA/TSS-QC" or "TSA/TSS-AdESQCandQES" => ServiceKind.NationalTimeStamping,
            "TSA" => ServiceKind.OtherTimeStamping,
            "Certstatus/OCSP/QC" => ServiceKind.QualifiedOcsp,
            "Certstatus/OCSP" => ServiceKind.OtherOcsp,
            _ => ServiceKind.Other,
        }
        : ServiceKind.Other;

    /// <summary>May a service of this kind end a path for this purpose?</summary>
    public static bool Serves(this ServiceKind kind, ServicePurpose purpose) => purpose switch
    {
        ServicePurpose.Signing => kind is ServiceKind.QualifiedAuthority or ServiceKind.CompactAuthority,
        ServicePurpose.TimeStamping => kind is ServiceKind.QualifiedTimeStamping or ServiceKind.NationalTimeStamping or ServiceKind.CompactTimeStamping,
        _ => kind is ServiceKind.QualifiedOcsp,
    };
}
