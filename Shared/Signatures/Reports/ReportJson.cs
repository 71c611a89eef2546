using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace SocialWorkflows.Signatures;

internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static string Write(SignatureReport report) => JsonSerializer.Serialize(
        new
        {
            report.File,
            report.Container,
            Verdict = EtsiWords.Of(report.Verdict),
            Signatures = report.Signatures.Select(s => new
            {
                Indication = EtsiWords.Of(s.Indication),
                SubIndication = s.SubIndication is { } sub ? EtsiWords.Of(sub) : null,
                s.Format,
                Level = s.Level == SignatureLevel.Unknown ? null : s.Level.ToString(),
                Signer = s.Signer is null ? null : new { s.Signer.Name, s.Signer.PersonalCode, Kind = EtsiWords.Of(s.Signer.Kind) },
                s.ClaimedTime,
                s.BestTime,
                s.Qualified,
                Qualification = EtsiWords.Of(s.Qualification),
                s.QualificationReason,
                Crypto = EtsiWords.Of(s.Crypto),
                s.TrustAnchor,
                Reasons = s.Reasons.Select(r => r.Text),
            }),
            report.Files,
            Warnings = report.Problems.Select(p => p.Text).Concat(report.Warnings),
        },
        Options);
}
