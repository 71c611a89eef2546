using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Trust;

/// <summary>A service of a trusted list with its history. Its identity is a key (TS 119 612 §5.5.3), shown by certificates or key identifiers.</summary>
internal sealed record TrustedService
{
    public required string Name { get; init; }

    public required TrustedListOrigin Origin { get; init; }

    public IReadOnlyList<X509Certificate2> Certificates { get; init; } = [];

    /// <summary>Hashes of the key, for lists that give no certificate. See <see cref="KeyIdentity"/>.</summary>
    public IReadOnlyList<string> KeyHashes { get; init; } = [];

    /// <summary>From a compact list, which tells less than a full one.</summary>
    public bool IsCompact { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<ServicePeriod> Periods { get; init; }

    public ServicePeriod? At(DateTimeOffset time) => Periods.FirstOrDefault(p => p.From <= time);

    public bool Is(X509Certificate2 certificate, string spkiHash, string keyIdentifier) =>
        KeyHashes.Contains(spkiHash, StringComparer.Ordinal)
        || KeyHashes.Contains(keyIdentifier, StringComparer.Ordinal)
        || Certificates.Any(c => c.SubjectName.RawData.AsSpan().SequenceEqual(certificate.SubjectName.RawData)
            && c.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
}

/// <summary>The list that a service comes from, as verdicts name it.</summary>
/// <param name="Territory">SchemeTerritory: LV, EE …</param>
/// <param name="Label">For people: "LV trusted list no. 41".</param>
/// <param name="IsVerified">Its signature was made by a pinned certificate. Otherwise it is test trust and every verdict says so.</param>
/// <param name="NextUpdate">When a newer list was due.</param>
internal sealed record TrustedListOrigin(string Territory, string Label, bool IsVerified, DateTimeOffset? NextUpdate);
