namespace SocialWorkflows.Signatures;

/// <summary>What exactly was found; the sentences for people are chosen by it.</summary>
public enum ReasonCode
{
    DataChanged,
    SignaturePropertiesChanged,
    SignatureValueBroken,
    SignedFileMissing,
    ContentChangedLater,
    ForbiddenChange,
    UncoveredBytes,
    FormChangedLater,
    MalformedSignature,
    WrappedSignature,
    ForbiddenReference,
    ForbiddenTransform,
    SigningCertificateMissing,
    SigningCertificateMismatch,
    WeakAlgorithm,
    UnknownAlgorithm,
    WrongKeyUsage,
    NotTrusted,

    /// <summary>The certificate's issuer is its own holder.</summary>
    SelfSigned,

    /// <summary>The issuer says of itself that its certificates are for tests.</summary>
    TestCertificate,

    /// <summary>No list in force of the issuer's country is at hand, so it cannot be looked up yet.</summary>
    TrustListMissing,
    QualificationDenied,
    CertificateExpired,
    CertificateNotYetValid,
    ExpiredWithoutTimeStamp,
    IssuerNotValid,
    IssuerRevoked,
    IssuerConstraints,
    UnknownCriticalExtension,
    TimeStampBroken,
    TimeStampNotTrusted,
    RevocationNotChecked,
    RevocationUnreadable,
    RevocationNotTrusted,
    RevocationBeforeTimeStamp,
    RevocationLongAfterTimeStamp,
    Revoked,
    UnsignedFile,
    ManifestMissing,
    ManifestMismatch,
    MediaTypeMismatch,
    UnsafeContainer,
    DamagedContainer,
    NoDataFile,
    Inspection,
    SenderMismatch,
    SenderUnclear,
    MessageDateMismatch,
    InnerLayer,

    /// <summary>The file has no bytes.</summary>
    EmptyFile,

    /// <summary>There is no such file.</summary>
    FileNotFound,

    /// <summary>The file may not be read.</summary>
    AccessDenied,

    /// <summary>The file could not be read to its end, or the inspection was asked for wrongly; it says nothing about the file.</summary>
    NotRead,

    /// <summary>The folder of trusted certificates is missing or unreadable.</summary>
    TrustUnreadable,
}

/// <summary>One finding against a signature or a container.</summary>
/// <param name="Code">What was found.</param>
/// <param name="Effect">How far it pulls the verdict down; never <see cref="Indication.TotalPassed"/>.</param>
/// <param name="SubIndication">The ETSI word for it.</param>
/// <param name="Text">One English sentence, without names or codes of persons.</param>
public sealed record Reason(ReasonCode Code, Indication Effect, SubIndication SubIndication, string Text)
{
    internal static Reason Failed(ReasonCode code, SubIndication subIndication, string text) =>
        new(code, Indication.TotalFailed, subIndication, text);

    internal static Reason Open(ReasonCode code, SubIndication subIndication, string text) =>
        new(code, Indication.Indeterminate, subIndication, text);
}
