using System.Security.Cryptography;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures.Fuzz;

/// <summary>A file before it is changed, with what a good verdict on it may show.</summary>
internal sealed class FuzzSeed
{
    private readonly HashSet<string> _data;
    private readonly HashSet<string> _signers;
    private readonly List<(Range First, Range Second, string Digest)> _ranges = [];

    public FuzzSeed(string name, byte[] bytes, SignatureInspector inspector)
    {
        Name = name;
        Bytes = bytes;
        Inspector = inspector;
        var report = inspector.Inspect(name, bytes);
        Passes = report.Verdict == ContainerVerdict.TotalPassed;
        _data = [.. Shown(report)];
        _signers = [.. Signers(report)];
        foreach (System.Text.RegularExpressions.Match match in PdfRanges.Pattern().Matches(System.Text.Encoding.Latin1.GetString(bytes)))
        {
            if (PdfRanges.Read(match, bytes.Length) is var (first, second))
            {
                _ranges.Add((first, second, Digest(bytes, first, second)));
            }
        }
    }

    public string Name { get; }

    public byte[] Bytes { get; }

    public SignatureInspector Inspector { get; }

    public bool Passes { get; }

    /// <summary>
    /// A changed file may still pass when only an unprotected byte changed. Then it must show nothing that the original did not:
    /// the same files, the same signers, and of a PDF the same bytes in one of its signed ranges.
    /// </summary>
    public string? FalselyPassed(byte[] changed, SignatureReport report)
    {
        if (report.Verdict != ContainerVerdict.TotalPassed)
        {
            return null;
        }

        if (!Passes)
        {
            return "passes, and the original did not";
        }

        if (!Shown(report).All(_data.Contains))
        {
            return "shows other data";
        }

        if (!Signers(report).All(_signers.Contains))
        {
            return "names another signer";
        }

        return _ranges.Count == 0 || _ranges.Exists(r => r.Second.End.Value <= changed.Length && Digest(changed, r.First, r.Second) == r.Digest) ? null : "changes the signed bytes of the PDF";
    }

    private static IEnumerable<string> Shown(SignatureReport report) =>
        report.Content.ReadDataFiles().Select(f => f.Name + Convert.ToHexString(SHA256.HashData(f.Bytes.Span)));

    private static IEnumerable<string> Signers(SignatureReport report) =>
        report.Signatures.Select(s => $"{s.Signer?.Name}|{s.Signer?.PersonalCode}|{s.Signer?.RegistrationNumber}|{s.ClaimedTime}");

    private static string Digest(byte[] bytes, Range first, Range second) =>
        Convert.ToHexString(SHA256.HashData([.. bytes.AsSpan(first), .. bytes.AsSpan(second)]));
}
