namespace SocialWorkflows.Signatures;

/// <summary>Everything the inspector can say about one file.</summary>
public sealed record SignatureReport
{
    /// <summary>The file name as given, without its folder.</summary>
    public required string File { get; init; }

    /// <summary>ASiC-E, ASiC-S, PDF, DDOC, CMS, S/MIME, ZIP or none.</summary>
    public required string Container { get; init; }

    public required ContainerVerdict Verdict { get; init; }

    public IReadOnlyList<SignatureResult> Signatures { get; init; } = [];

    public IReadOnlyList<InspectedFile> Files { get; init; } = [];

    /// <summary>Signed files found inside this one, judged apart; they say nothing about this file.</summary>
    public IReadOnlyList<SignatureReport> Inner { get; init; } = [];

    /// <summary>What is wrong with the container itself, apart from its signatures.</summary>
    public IReadOnlyList<Reason> Problems { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The data files; empty when the container was rejected or is none.</summary>
    public ContainerContent Content { get; init; } = ContainerContent.Empty;

    /// <summary>
    /// May the application go on without a person looking at the signature? Only when every signature passed, covers every data
    /// file, has a trusted time-stamp, and is a natural person's with a qualified certificate (Electronic Documents Law s. 3).
    /// </summary>
    public bool IsAcceptedAutomatically =>
        Verdict == ContainerVerdict.TotalPassed
        && Signatures.Count > 0
        && Files.Count > 0
        && Files.All(f => f.Covered)
        && Signatures.All(s => s is { Indication: Indication.TotalPassed, Qualified: true, HasTrustedTimeStamp: true, RestsOnOverdueList: false }
            && s.Signer is { Kind: SignerKind.NaturalPerson, PersonalCode: not null }
            && Covers(s));

    /// <summary>Does the signature protect every data file?</summary>
    internal bool Covers(SignatureResult signature) => Files.Select(f => f.Name).ToHashSet(StringComparer.Ordinal).IsSubsetOf(signature.CoveredFiles);

    /// <summary>The signatures' mathematics taken together; one that nothing can be said of leaves the others' word.</summary>
    public CryptoState Crypto => Signatures.Select(s => s.Crypto).Where(c => c != CryptoState.NotApplicable).Distinct().ToList() switch
    {
        [] => CryptoState.NotApplicable,
        [var one] => one,
        _ => CryptoState.Mixed,
    };

    /// <summary>One Latvian sentence or two for the caseworker: what it is and what to do.</summary>
    public string ForStaff => Sentences.ForStaff(this);

    /// <summary>For the resident, official Latvian: what is wrong and what to do next. Names no person.</summary>
    public string ForResident => Sentences.ForResident(this);

    /// <summary>For the resident in easy language (short sentences, plain words).</summary>
    public string ForResidentEasy => Sentences.ForResidentEasy(this);

    /// <summary>What the two sentences above ask of the resident.</summary>
    public ResidentStep ResidentStep => Sentences.StepOf(this);

    /// <summary>
    /// May the same file get another verdict later without anybody signing again: when a trusted list is fetched, or a status becomes known? Then nobody is told
    /// that the signature is not valid, and the check is repeated.
    /// </summary>
    public bool MayChange => Verdict is ContainerVerdict.TotalPassed or ContainerVerdict.Indeterminate
        && MainIssues.Of(this) is MainIssue.TrustOverdue or MainIssue.TrustListMissing or MainIssue.RevocationOpen or MainIssue.TimeStampNotTrusted;

    /// <summary>The report on a file that could not even be opened.</summary>
    /// <param name="file">Its name, without the folder.</param>
    /// <param name="code">What stopped it, which chooses the words for people.</param>
    /// <param name="why">English, with what to do.</param>
    public static SignatureReport Unreadable(string file, ReasonCode code, string why) => new()
    {
        File = file,
        Container = "none",
        Verdict = ContainerVerdict.Rejected,
        Problems = [Reason.Failed(code, SubIndication.FormatFailure, why)],
    };

    /// <summary>The report as the JSON of the <c>inspect</c> command.</summary>
    public string ToJson() => ReportJson.Write(this);
}
