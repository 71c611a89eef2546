using System.IO.Compression;
using SocialWorkflows.Functions.Demo.Pki;

namespace SocialWorkflows.Benchmarks.Signatures;

/// <summary>xmlsec1 on the signature of the same file.</summary>
internal static class XmlsecRows
{
    private const int Calls = 3;
    private const int Many = 101;

    public static IEnumerable<Row> Of(string folder, DemoPki pki, MeasuredKind kind)
    {
        var (version, perSignature) = Measure(folder, pki, kind);
        var peer = version is null ? "xmlsec1" : $"xmlsec1 {version}";
        var note = perSignature is null
            ? "xmlsec1 is not installed or does not verify the file."
            : "xmlsec1 in one process without its start (--repeat): digests, value and path only; ours in addition unpacks, and checks time-stamp, OCSP and the XAdES and container rules.";
        yield return new Row($"signature-{kind.Name}-xmlsec1", "ms", kind.Again, peer, perSignature, "lower", 1, note);
        yield return new Row($"first-sight-{kind.Name}-xmlsec1", "ms", kind.FirstSight, peer, perSignature, "lower", 1, "Ours by a signer never seen before. " + note);
    }

    private static (string? Version, double? Milliseconds) Measure(string folder, DemoPki pki, MeasuredKind kind)
    {
        var work = Directory.CreateDirectory(Path.Combine(folder, "xmlsec-" + kind.Name)).FullName;
        ZipFile.ExtractToDirectory(kind.Path, work);
        File.WriteAllText(Path.Combine(work, "ca.pem"), pki.Root.ExportCertificatePem());
        File.WriteAllText(Path.Combine(work, "ica.pem"), pki.Issuing.ExportCertificatePem());
        File.Copy(Path.Combine(work, "META-INF", "edoc-signatures-S1.xml"), Path.Combine(work, "signature.xml"));
        string[] verify = ["--verify", "--id-attr:Id", "SignedProperties", "--trusted-pem", "ca.pem", "--untrusted-pem", "ica.pem", "--verification-time", "2026-03-02 09:30:00"];
        var version = Tool.Run(work, "xmlsec1", "--version")?.Trim().Split(' ').ElementAtOrDefault(1);
        if (version is null || Tool.Run(work, "xmlsec1", [.. verify, "signature.xml"]) is null)
        {
            return (version, null);
        }

        // The command line costs a process start each time; --repeat verifies many times in one process, so that start and signature can be told apart.
        double Wall(int repeat) => Median.Milliseconds(() => Tool.Run(work, "xmlsec1", [.. verify, "--repeat", repeat.ToString(), "signature.xml"]), Calls);
        return (version, (Wall(Many) - Wall(1)) / (Many - 1));
    }
}
