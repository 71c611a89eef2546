using SocialWorkflows.Signatures.Asics;

namespace SocialWorkflows.Signatures;

/// <summary>The one thing a person should be told first about a report.</summary>
internal enum MainIssue
{
    Accepted,
    Seal,
    NotQualified,
    NoTimeStamp,
    PartlyCovered,
    UnknownPerson,
    TrustOverdue,
    Changed,
    FormChanged,
    FileMissing,
    ExtraFile,
    ContainerContradicts,
    Malformed,
    Impersonation,
    NotTrusted,
    Expired,
    Revoked,
    RevocationOpen,
    RevocationTiming,
    TimeStampBroken,
    TimeStampNotTrusted,
    Weak,
    WrongUse,
    UnsafeContainer,
    Damaged,
    NoData,
    NotSigned,
    EncryptedPdf,
    UnsupportedOther,
    OldContainer,
    Encrypted,
    OnlyTimeStamp,
    SignedInside,
    SenderMismatch,
    MessageResent,
    InnerLayer,
    SelfSigned,
    TestCertificate,
    TrustListMissing,
    IssuerRevoked,
    IssuerConstraints,
    NotYetValid,
    IssuerNotValid,
    EmptyFile,
    FileNotFound,
    AccessDenied,
    NotRead,
    TrustUnreadable,
    OfficeSignature,
    EvidenceOnly,
}

internal static class MainIssues
{
    public static MainIssue Of(SignatureReport report) => report.Verdict switch
    {
        ContainerVerdict.NotSigned when report.Problems is [{ Code: ReasonCode.EmptyFile }] => MainIssue.EmptyFile,
        ContainerVerdict.NotSigned => report.Inner.Count > 0 ? MainIssue.SignedInside : MainIssue.NotSigned,
        ContainerVerdict.Unsupported => OfUnsupported(report.Container),
        ContainerVerdict.TotalPassed => OfPassed(report),
        _ => OfRefused(report),
    };

    private static MainIssue OfUnsupported(string container) => container switch
    {
        "PDF" => MainIssue.EncryptedPdf,
        "S/MIME encrypted" => MainIssue.Encrypted,
        "DDOC" or OldContainers.Edoc1 or OldContainers.Adoc or OldContainers.Bdoc1 => MainIssue.OldContainer,
        OldContainers.Office => MainIssue.OfficeSignature,
        OldContainers.EvidenceOnly => MainIssue.EvidenceOnly,
        _ => MainIssue.UnsupportedOther,
    };

    private static MainIssue OfRefused(SignatureReport report)
    {
        var code = Decisive(report).Code;
        var needsStamp = code is ReasonCode.RevocationNotChecked or ReasonCode.ExpiredWithoutTimeStamp;
        return needsStamp && report.Signatures.Any(s => s.Level == SignatureLevel.B) ? MainIssue.NoTimeStamp : OfReason(code);
    }

    /// <summary>Of equally bad reasons, one that says "changed" is told before one that says "not trusted".</summary>
    private static Reason Decisive(SignatureReport report) =>
        report.Signatures.SelectMany(s => s.Reasons).Concat(report.Problems).OrderByDescending(r => r.Effect).ThenBy(r => r.Code).First();

    private static MainIssue OfPassed(SignatureReport report)
    {
        if (report.IsAcceptedAutomatically)
        {
            return MainIssue.Accepted;
        }

        if (report.Signatures.Any(s => s.Format == "TST"))
        {
            return MainIssue.OnlyTimeStamp;
        }

        if (report.Signatures.Any(s => s.Signer?.Kind == SignerKind.Seal))
        {
            return MainIssue.Seal;
        }

        if (report.Signatures.Any(s => !s.HasTrustedTimeStamp))
        {
            return MainIssue.NoTimeStamp;
        }

        if (report.Signatures.Any(s => !s.Qualified))
        {
            return MainIssue.NotQualified;
        }

        if (report.Signatures.Any(s => s.RestsOnOverdueList))
        {
            return MainIssue.TrustOverdue;
        }

        return report.Signatures.Any(s => s.Signer is not { Kind: SignerKind.NaturalPerson, PersonalCode: not null }) ? MainIssue.UnknownPerson : MainIssue.PartlyCovered;
    }

    internal static MainIssue OfReason(ReasonCode code) => code switch
    {
        ReasonCode.DataChanged or ReasonCode.SignaturePropertiesChanged or ReasonCode.SignatureValueBroken
            or ReasonCode.ContentChangedLater or ReasonCode.ForbiddenChange or ReasonCode.UncoveredBytes => MainIssue.Changed,
        ReasonCode.FormChangedLater => MainIssue.FormChanged,
        ReasonCode.SignedFileMissing => MainIssue.FileMissing,
        ReasonCode.UnsignedFile => MainIssue.ExtraFile,
        ReasonCode.ManifestMissing or ReasonCode.ManifestMismatch or ReasonCode.MediaTypeMismatch => MainIssue.ContainerContradicts,
        ReasonCode.SigningCertificateMismatch => MainIssue.Impersonation,
        ReasonCode.WeakAlgorithm or ReasonCode.UnknownAlgorithm => MainIssue.Weak,
        ReasonCode.WrongKeyUsage => MainIssue.WrongUse,
        ReasonCode.NotTrusted => MainIssue.NotTrusted,
        ReasonCode.QualificationDenied => MainIssue.NotQualified,
        ReasonCode.CertificateExpired or ReasonCode.ExpiredWithoutTimeStamp => MainIssue.Expired,
        ReasonCode.CertificateNotYetValid => MainIssue.NotYetValid,
        ReasonCode.IssuerNotValid => MainIssue.IssuerNotValid,
        ReasonCode.TimeStampBroken => MainIssue.TimeStampBroken,
        ReasonCode.TimeStampNotTrusted => MainIssue.TimeStampNotTrusted,
        ReasonCode.Revoked => MainIssue.Revoked,
        ReasonCode.RevocationBeforeTimeStamp or ReasonCode.RevocationLongAfterTimeStamp => MainIssue.RevocationTiming,
        ReasonCode.RevocationNotChecked or ReasonCode.RevocationUnreadable or ReasonCode.RevocationNotTrusted => MainIssue.RevocationOpen,
        ReasonCode.UnsafeContainer => MainIssue.UnsafeContainer,
        ReasonCode.DamagedContainer or ReasonCode.Inspection => MainIssue.Damaged,
        ReasonCode.NoDataFile => MainIssue.NoData,
        ReasonCode.EmptyFile => MainIssue.EmptyFile,
        ReasonCode.FileNotFound => MainIssue.FileNotFound,
        ReasonCode.AccessDenied => MainIssue.AccessDenied,
        ReasonCode.NotRead => MainIssue.NotRead,
        ReasonCode.TrustUnreadable => MainIssue.TrustUnreadable,
        ReasonCode.SenderMismatch or ReasonCode.SenderUnclear => MainIssue.SenderMismatch,
        ReasonCode.MessageDateMismatch => MainIssue.MessageResent,
        ReasonCode.InnerLayer => MainIssue.InnerLayer,
        ReasonCode.SelfSigned => MainIssue.SelfSigned,
        ReasonCode.TestCertificate => MainIssue.TestCertificate,
        ReasonCode.TrustListMissing => MainIssue.TrustListMissing,
        ReasonCode.IssuerRevoked => MainIssue.IssuerRevoked,
        ReasonCode.IssuerConstraints or ReasonCode.UnknownCriticalExtension => MainIssue.IssuerConstraints,
        ReasonCode.MalformedSignature or ReasonCode.WrappedSignature or ReasonCode.ForbiddenReference or ReasonCode.ForbiddenTransform or ReasonCode.SigningCertificateMissing => MainIssue.Malformed,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "No issue is chosen for this reason."),
    };
}
