namespace SocialWorkflows.Signatures;

/// <summary>What the whole file is worth. Words as in the JSON report: TOTAL-PASSED, INDETERMINATE, …</summary>
public enum ContainerVerdict
{
    TotalPassed,
    Indeterminate,
    TotalFailed,

    /// <summary>The container itself is unsafe or damaged, so nothing inside was judged.</summary>
    Rejected,
    NotSigned,

    /// <summary>A signed format this inspector names but does not validate.</summary>
    Unsupported,
}

/// <summary>ETSI EN 319 102-1 §5.1.3: what one signature is worth.</summary>
public enum Indication
{
    TotalPassed,
    Indeterminate,
    TotalFailed,
}

/// <summary>ETSI EN 319 102-1 §5.1.3, tables 5 and 6: why a signature did not pass.</summary>
public enum SubIndication
{
    FormatFailure,
    HashFailure,
    SigCryptoFailure,
    SigConstraintsFailure,
    ChainConstraintsFailure,
    CryptoConstraintsFailure,
    Expired,
    NotYetValid,
    NoSigningCertificateFound,
    NoCertificateChainFound,
    CertificateChainGeneralFailure,
    OutOfBoundsNoPoe,
    RevokedNoPoe,
    RevokedCaNoPoe,
    RevocationOutOfBoundsNoPoe,
    TimestampOrderFailure,
    SignedDataNotFound,
    TryLater,
}

/// <summary>Whether every digest and the signature value hold, whoever the signer is.</summary>
public enum CryptoState
{
    NotApplicable,
    Ok,
    Broken,

    /// <summary>Only of a whole file: one signature holds, another does not.</summary>
    Mixed,
}

/// <summary>ETSI EN 319 132-1 baseline levels.</summary>
public enum SignatureLevel
{
    Unknown,
    B,
    T,
    LT,
    LTA,
}

/// <summary>A natural person signs; an organisation seals (Regulation 910/2014 art. 3(9), 3(24)).</summary>
public enum SignerKind
{
    Unknown,
    NaturalPerson,
    Seal,
}

/// <summary>ETSI TS 119 615 §4.4: what the law makes of a signature that is technically sound.</summary>
public enum SignatureQualification
{
    /// <summary>The certificate's issuer is not trusted, so nothing can be said.</summary>
    Unknown,

    /// <summary>Advanced at most: the certificate is not qualified.</summary>
    AdES,

    /// <summary>Qualified certificate, but no proof that the key is in a qualified device.</summary>
    AdESQC,

    /// <summary>Qualified electronic signature of a natural person.</summary>
    QESig,

    /// <summary>Qualified electronic seal of an organisation.</summary>
    QESeal,
}
