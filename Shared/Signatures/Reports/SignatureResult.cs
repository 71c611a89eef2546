namespace SocialWorkflows.Signatures;

/// <summary>Who signed, as the signing certificate says it.</summary>
/// <param name="Name">Common name of the certificate's subject.</param>
/// <param name="GivenName">Given name, when the certificate carries it apart.</param>
/// <param name="Surname">Surname, when the certificate carries it apart.</param>
/// <param name="PersonalCode">Of serialNumber PNOLV-dddddd-ddddd the part after the first dash; of a seal null.</param>
/// <param name="Country">The country of the code (LV, XX for test certificates), else of the subject.</param>
/// <param name="RegistrationNumber">Of a seal: organizationIdentifier after its prefix.</param>
/// <param name="Kind">A natural person or a seal.</param>
public sealed record Signer(
    string Name,
    string? GivenName,
    string? Surname,
    string? PersonalCode,
    string? Country,
    string? RegistrationNumber,
    SignerKind Kind);

/// <summary>The verdict on one signature.</summary>
public sealed record SignatureResult
{
    public required Indication Indication { get; init; }

    public SubIndication? SubIndication { get; init; }

    /// <summary>XAdES or PAdES.</summary>
    public required string Format { get; init; }

    public SignatureLevel Level { get; init; }

    /// <summary>Null when the signing certificate could not be read.</summary>
    public Signer? Signer { get; init; }

    /// <summary>What the signer's own clock said; proves nothing.</summary>
    public DateTimeOffset? ClaimedTime { get; init; }

    /// <summary>EN 319 102-1 best-signature-time: the trusted time-stamp, else a BDOC time-mark, else the moment of this inspection.</summary>
    public DateTimeOffset? BestTime { get; init; }

    public bool HasTrustedTimeStamp { get; init; }

    /// <summary>A qualified signature or seal: qualified certificate and qualified device, by the trusted list or, below an anchor put there by hand, by the certificate itself.</summary>
    public bool Qualified => Qualification is SignatureQualification.QESig or SignatureQualification.QESeal;

    public SignatureQualification Qualification { get; init; }

    /// <summary>One English sentence on why the qualification is what it is.</summary>
    public string? QualificationReason { get; init; }

    /// <summary>The trusted list that the verdict rests on is past its NextUpdate; a person confirms the verdict.</summary>
    public bool RestsOnOverdueList { get; init; }

    public CryptoState Crypto { get; init; }

    /// <summary>The anchor that the signer's certificate chains to; null when there is none.</summary>
    public string? TrustAnchor { get; init; }

    /// <summary>Names of the data files this signature protects.</summary>
    public IReadOnlyList<string> CoveredFiles { get; init; } = [];

    /// <summary>Names of the data files it refers to, whether or not their digests hold.</summary>
    internal IReadOnlyList<string> MentionedFiles { get; init; } = [];

    /// <summary>Names the act of signing: the same in whatever container it lies, another one each time the signer signs. Null when it was not read so far.</summary>
    public string? Act { get; init; }

    public IReadOnlyList<Reason> Reasons { get; init; } = [];
}

/// <summary>A data file of a container.</summary>
/// <param name="Name">Its name inside the container.</param>
/// <param name="Covered">At least one signature whose digests hold protects it.</param>
/// <param name="MediaType">As the manifest says; null when it does not.</param>
public sealed record InspectedFile(string Name, bool Covered, string? MediaType);
