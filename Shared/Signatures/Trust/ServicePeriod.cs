namespace SocialWorkflows.Signatures.Trust;

/// <summary>What a service was, from a moment until the next period begins (TS 119 612 §5.5 and §5.6).</summary>
internal sealed record ServicePeriod
{
    public required DateTimeOffset From { get; init; }

    public required ServiceKind Kind { get; init; }

    /// <summary>The last word of the status URI: granted, withdrawn, undersupervision …</summary>
    public required string Status { get; init; }

    /// <summary>AdditionalServiceInformation: ForeSignatures, ForeSeals, ForWebSiteAuthentication. Empty before Regulation 910/2014.</summary>
    public IReadOnlyList<string> Additional { get; init; } = [];

    public IReadOnlyList<QualificationElement> Qualifications { get; init; } = [];

    /// <summary>
    /// TS 119 612 §5.5.4: "granted"; before the Regulation under supervision, in cessation of supervision or accredited;
    /// "recognisedatnationallevel" counts for the national kinds only, which a caller tells by the kind.
    /// </summary>
    public bool IsGood => Status switch
    {
        "granted" or "undersupervision" or "supervisionincessation" or "accredited" => true,
        "recognisedatnationallevel" => Kind is ServiceKind.NationalTimeStamping,
        _ => false,
    };
}
