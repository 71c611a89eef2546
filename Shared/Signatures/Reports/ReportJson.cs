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

    public static string Write(SignatureReport report) => JsonSerializer.Serialize(Shape(report), Options);

    /// <summary>"inner" is there only when there is something inside.</summary>
    private static Dictionary<string, object?> Shape(SignatureReport report)
    {
        var shape = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["file"] = report.File,
            ["container"] = report.Container,
            ["verdict"] = EtsiWords.Of(report.Verdict),
            ["signatures"] = report.Signatures.Select(Shape),
            ["files"] = report.Files,
            ["warnings"] = report.Problems.Select(p => p.Text).Concat(report.Warnings),
        };
        if (report.Inner.Count > 0)
        {
            shape["inner"] = report.Inner.Select(Shape);
        }

        shape["acceptedAutomatically"] = report.IsAcceptedAutomatically;
        shape["forStaff"] = report.ForStaff;
        shape["forResident"] = report.ForResident;
        shape["forResidentEasy"] = report.ForResidentEasy;

        return shape;
    }

    private static object Shape(SignatureResult s) => new
    {
        Indication = EtsiWords.Of(s.Indication),
        SubIndication = s.SubIndication is { } sub ? EtsiWords.Of(sub) : null,
        s.Format,
        Level = s.Level == SignatureLevel.Unknown ? null : s.Level.ToString(),
        Signer = s.Signer is null ? null : new { s.Signer.Name, s.Signer.PersonalCode, s.Signer.RegistrationNumber, Kind = EtsiWords.Of(s.Signer.Kind) },
        s.ClaimedTime,
        s.BestTime,
        s.Qualified,
        Qualification = EtsiWords.Of(s.Qualification),
        s.QualificationReason,
        Crypto = EtsiWords.Of(s.Crypto),
        s.TrustAnchor,
        s.CoveredFiles,
        Reasons = s.Reasons.Select(r => r.Text),
    };
}
