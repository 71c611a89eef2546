using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;

namespace SocialWorkflows.Tests.EAddress;

/// <summary>Verifies XML signatures with the program xmlsec1: nothing of ours, nothing of .NET.</summary>
internal static class Xmlsec
{
    private static readonly Lazy<bool> Installed = new(() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "xmlsec1"))));

    public static void SkipWithout() => Assert.SkipUnless(Installed.Value, "xmlsec1 is not installed (apt-get install xmlsec1).");

    /// <param name="document">As it came.</param>
    /// <param name="signature">XPath of the signature in it.</param>
    /// <param name="certificate">Whose key must have made it.</param>
    /// <param name="ids">Elements with an Id: "namespace:name" or "name".</param>
    /// <returns>What xmlsec1 said; null when the signature holds.</returns>
    public static async Task<string?> ComplaintAsync(XmlDocument document, string signature, X509Certificate2 certificate, params string[] ids)
    {
        var folder = Directory.CreateTempSubdirectory("socialworkflows-xmlsec-").FullName;
        try
        {
            var xml = Path.Combine(folder, "message.xml");
            var pem = Path.Combine(folder, "certificate.pem");
            await File.WriteAllTextAsync(xml, document.OuterXml, new UTF8Encoding(false));
            await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem());
            var start = new ProcessStartInfo("xmlsec1") { RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (var argument in new[] { "--verify", "--enabled-key-data", "key-name", "--node-xpath", signature, "--pubkey-cert-pem", pem }.Concat(ids.SelectMany(id => new[] { "--id-attr:Id", id })).Append(xml))
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            var said = process.StandardError.ReadToEndAsync();
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? null : await said;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
