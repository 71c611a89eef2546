using System.Security.Cryptography;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures.Fuzz;

/// <summary>A file before it is changed, with what a good verdict on it may show.</summary>
internal sealed class FuzzSeed
{
    private const string Pdf = "PDF";

    /// <summary>A time-stamp token covers a file's bytes and not its name.</summary>
    private const string Token = "TST";
    private readonly HashSet<string> _data;
    private readonly HashSet<string> _signers;
    private readonly List<(int From, int To, int End)> _gaps = [];

    public FuzzSeed(string name, byte[] bytes, SignatureInspector inspector)
    {
        Name = name;
        Bytes = bytes;
        Inspector = inspector;
        var report = inspector.Inspect(name, bytes);
        Passes = report.Verdict == ContainerVerdict.TotalPassed;

        // A file that was good until something was added to it is good again when that is taken away.
        List<SignatureReport> good = [report, .. ZipMutator.WithoutOneEntry(bytes).Select(b => inspector.Inspect(name, b)).Where(r => r.Verdict == ContainerVerdict.TotalPassed)];
        MayPass = good.Exists(r => r.Verdict == ContainerVerdict.TotalPassed);
        _data = [.. good.SelectMany(Shown)];
        _signers = [.. good.SelectMany(Signers)];
        foreach (System.Text.RegularExpressions.Match match in PdfRanges.Pattern().Matches(System.Text.Encoding.Latin1.GetString(bytes)))
        {
            if (PdfRanges.Read(match, bytes.Length) is var (first, second))
            {
                _gaps.Add((first.End.Value, second.Start.Value, second.End.Value));
            }
        }
    }

    public string Name { get; }

    public byte[] Bytes { get; }

    public SignatureInspector Inspector { get; }

    public bool Passes { get; }

    /// <summary>As it is, or with one entry of its container taken away.</summary>
    public bool MayPass { get; }

    /// <summary>
    /// A changed file may still pass when only an unprotected byte changed. Then it must show nothing that the original did not:
    /// the same files, the same signers, and of a PDF the same bytes but for the room of a signature, an earlier signed revision, or the unsigned
    /// proofs after the last signature, while poppler reads the same text.
    /// </summary>
    public string? FalselyPassed(byte[] changed, SignatureReport report)
    {
        if (report.Verdict != ContainerVerdict.TotalPassed)
        {
            return null;
        }

        if (!MayPass)
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

        return report.Container == Pdf && !ChangesOnlyGaps(changed) && !ChangesOnlyProofs(changed) ? "changes bytes of the PDF other than room left for a signature" : null;
    }

    private bool ChangesOnlyGaps(byte[] changed)
    {
        if (changed.Length < Bytes.Length && Bytes.AsSpan().StartsWith(changed))
        {
            return _gaps.Exists(g => g.End == changed.Length);
        }

        return changed.Length == Bytes.Length
            && !Enumerable.Range(0, changed.Length).Any(i => changed[i] != Bytes[i] && !_gaps.Exists(g => i >= g.From && i < g.To));
    }

    private bool ChangesOnlyProofs(byte[] changed)
    {
        var signed = _gaps.Count == 0 ? 0 : _gaps.Max(g => g.End);
        return signed > 0 && changed.Length >= signed && changed.AsSpan(0, signed).SequenceEqual(Bytes.AsSpan(0, signed)) && Text(changed) == Text(Bytes);
    }

    private static string Text(byte[] pdf)
    {
        var folder = Peer.Folder();
        File.WriteAllBytes(Path.Combine(folder, "a.pdf"), pdf);
        var text = Peer.Run(folder, "pdftotext", "-q", "a.pdf", "-").Output;
        Directory.Delete(folder, recursive: true);
        return text;
    }

    private static IEnumerable<string> Shown(SignatureReport report) =>
        report.Container == Pdf ? [] : report.Content.ReadDataFiles().Select(f => (report.Signatures.Any(s => s.Format == Token) ? "" : f.Name) + Convert.ToHexString(SHA256.HashData(f.Bytes.Span)));

    private static IEnumerable<string> Signers(SignatureReport report) =>
        report.Signatures.Select(s => $"{s.Signer?.Name}|{s.Signer?.PersonalCode}|{s.Signer?.RegistrationNumber}|{s.ClaimedTime}");
}
