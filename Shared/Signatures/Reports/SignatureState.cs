using SocialWorkflows.Signatures.Trust;

namespace SocialWorkflows.Signatures;

/// <summary>What is known about a signature while it is being validated.</summary>
internal sealed class SignatureState
{
    public string Format { get; init; } = "XAdES";

    /// <summary>The moment of the inspection.</summary>
    public DateTimeOffset Now { get; init; }

    public List<Reason> Reasons { get; } = [];

    public CryptoState Crypto { get; set; } = CryptoState.NotApplicable;

    public Signer? Signer { get; set; }

    public SignatureLevel Level { get; set; }

    public DateTimeOffset? ClaimedTime { get; set; }

    /// <summary>By a trusted time-stamp.</summary>
    public DateTimeOffset? StampedAt { get; set; }

    /// <summary>By a BDOC time-mark, which proves the time and is no time-stamp.</summary>
    public DateTimeOffset? MarkedAt { get; set; }

    /// <summary>When the signature is proven to have existed; null when nothing proves it.</summary>
    public DateTimeOffset? ProvenAt => StampedAt ?? MarkedAt;

    public Qualification Qualification { get; set; } = Qualification.Unknown;

    public bool RestsOnOverdueList { get; set; }

    public string? TrustAnchor { get; set; }

    public IReadOnlyList<string> Covered { get; set; } = [];

    public IReadOnlyList<string> Mentioned { get; set; } = [];

    public string? Act { get; set; }

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
            BestTime = ProvenAt ?? now,
            HasTrustedTimeStamp = StampedAt is not null,
            Qualification = Qualification.Level,
            QualificationReason = Qualification.Why,
            RestsOnOverdueList = RestsOnOverdueList,
            Crypto = Crypto,
            TrustAnchor = TrustAnchor,
            CoveredFiles = Covered,
            MentionedFiles = Mentioned,
            Act = Act,
            Reasons = [.. Reasons.OrderByDescending(r => r.Effect).DistinctBy(r => r.Text)],
        };
    }
}
