using SocialWorkflows.Signatures.Trust;

namespace SocialWorkflows.Signatures;

/// <summary>What is known about a signature while it is being validated.</summary>
internal sealed class SignatureState
{
    public string Format { get; init; } = "XAdES";

    public List<Reason> Reasons { get; } = [];

    public CryptoState Crypto { get; set; } = CryptoState.NotApplicable;

    public Signer? Signer { get; set; }

    public SignatureLevel Level { get; set; }

    public DateTimeOffset? ClaimedTime { get; set; }

    public DateTimeOffset? StampedAt { get; set; }

    public Qualification Qualification { get; set; } = Qualification.Unknown;

    public bool RestsOnOverdueList { get; set; }

    public string? TrustAnchor { get; set; }

    public IReadOnlyList<string> Covered { get; set; } = [];

    public IReadOnlyList<string> Mentioned { get; set; } = [];

    /// <summary>The worst reason decides; of equals the first found, which is the order of EN 319 102-1.</summary>
    public SignatureResult ToResult(DateTimeOffset now)
    {
        var worst = Reasons.Count == 0 ? null : Reasons.MaxBy(r => r.Effect);
        return new SignatureResult
        {
            Indication = worst?.Effect ?? Indication.TotalPassed,
            SubIndication = worst?.SubIndication,
            Format = Format,
            Level = Level,
            Signer = Signer,
            ClaimedTime = ClaimedTime,
            BestTime = StampedAt ?? now,
            HasTrustedTimeStamp = StampedAt is not null,
            Qualification = Qualification.Level,
            QualificationReason = Qualification.Why,
            RestsOnOverdueList = RestsOnOverdueList,
            Crypto = Crypto,
            TrustAnchor = TrustAnchor,
            CoveredFiles = Covered,
            MentionedFiles = Mentioned,
            Reasons = [.. Reasons.OrderByDescending(r => r.Effect).DistinctBy(r => r.Text)],
        };
    }
}
