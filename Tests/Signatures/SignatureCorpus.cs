using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Signatures;

internal sealed record CorpusRow(string File, string Crypto, string Expected, string Proposed)
{
    public byte[] Read() => System.IO.File.ReadAllBytes(Path.Combine(SignatureCorpus.Root, File));
}

/// <summary>Files that others signed. They may hold real people's data: read here, shown nowhere.</summary>
internal static partial class SignatureCorpus
{
    public static string Root => Path.Combine(SharedData.Root, "corpus");

    public static bool IsPresent => File.Exists(Path.Combine(Root, "manifest.tsv"));

    public static IReadOnlyList<CorpusRow> Rows(string folder)
    {
        return [.. File.ReadLines(SharedData.File("corpus", "manifest.tsv")).Skip(1).Select(l => l.Split('\t'))
            .Where(c => c[0].StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(c => new CorpusRow(c[0], c[2], c[3], c[8]))];
    }

    /// <summary>Every certificate in the trusted lists as an anchor, whatever its status: more trust than any real setting.</summary>
    public static TrustStore EveryListedCertificate()
    {
        var lists = Directory.EnumerateFiles(Path.Combine(Root, "tl"), "*.xml").Select(File.ReadAllText);
        var certificates = lists.SelectMany(l => Certificate().Matches(l))
            .Select(m => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(m.Groups["base64"].Value)));
        return TrustStore.Combine(TrustStore.FromCertificates(certificates), TrustStore.CertificatesOfFolder(Path.Combine(Root, "tl")));
    }

    [GeneratedRegex("<(?:[a-z0-9]+:)?X509Certificate>(?<base64>[^<]+)<", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Certificate();
}
