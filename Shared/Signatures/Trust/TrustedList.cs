namespace SocialWorkflows.Signatures;

/// <summary>A trusted list (ETSI TS 119 612) that was read; whether it may be believed is said by how it came in.</summary>
public sealed class TrustedList
{
    internal TrustedList(string territory, long sequence, int version, DateTimeOffset issuedAt, DateTimeOffset? nextUpdate, bool isVerified, IReadOnlyList<Trust.TrustedService> services)
    {
        Territory = territory;
        Sequence = sequence;
        Version = version;
        IssuedAt = issuedAt;
        NextUpdate = nextUpdate;
        IsVerified = isVerified;
        Services = services;
    }

    /// <summary>SchemeTerritory: LV, EE, EU …</summary>
    public string Territory { get; }

    /// <summary>TSLSequenceNumber; grows with every issue.</summary>
    public long Sequence { get; }

    /// <summary>Format version: 4, 5 or 6.</summary>
    public int Version { get; }

    public DateTimeOffset IssuedAt { get; }

    /// <summary>When a newer list is due at the latest; null in a list that is closed for good.</summary>
    public DateTimeOffset? NextUpdate { get; }

    /// <summary>Its signature was made with a pinned certificate.</summary>
    public bool IsVerified { get; }

    internal IReadOnlyList<Trust.TrustedService> Services { get; }
}

/// <summary>A trusted list cannot be used; the message says which, why and what to do.</summary>
public sealed class TrustedListException(string message) : Exception(message);
