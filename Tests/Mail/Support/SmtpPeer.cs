using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace SocialWorkflows.Tests.Mail;

/// <summary>Nodemailer's smtp-server as a child process, with a certificate for "localhost" of its own.</summary>
internal sealed class SmtpPeer : IDisposable
{
    private static readonly Lock Gate = new();
    private readonly Process _process;
    private readonly TemporaryFolder _folder;

    private SmtpPeer(Process process, TemporaryFolder folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    public string RootsFile => _folder.File("cert.pem");

    public static async Task<SmtpPeer> StartAsync(object? options = null, string host = "localhost")
    {
        Install();
        var folder = new TemporaryFolder();
        WriteCertificate(folder, host);
        var settings = JsonSerializer.SerializeToNode(options ?? new { })!.AsObject();
        settings["key"] = folder.File("key.pem");
        settings["cert"] = folder.File("cert.pem");
        var start = new ProcessStartInfo("node", [Path.Combine(Repository.Root, "Tests/Mail/Support/smtp-peer.mjs"), settings.ToJsonString()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The SMTP peer did not start.");
        return new SmtpPeer(process, folder, JsonDocument.Parse(line).RootElement.GetProperty("port").GetInt32());
    }

    public async Task<Received> NextAsync() =>
        JsonSerializer.Deserialize<Received>((await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)))!, JsonSerializerOptions.Web)!;

    /// <summary>Reads along what it accepts, until it ends: for more mails than its pipe can hold.</summary>
    public Task<string> ReadAlongAsync() => _process.StandardOutput.ReadToEndAsync();

    /// <summary>Ends the server.</summary>
    public void End() => _process.StandardInput.Close();

    /// <summary>Ends the server and gives all that it still had accepted.</summary>
    public async Task<string> RestAsync()
    {
        _process.StandardInput.Close();
        return await _process.StandardOutput.ReadToEndAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private static void Install()
    {
        var tests = Path.Combine(Repository.Root, "Tests");
        lock (Gate)
        {
            if (Directory.Exists(Path.Combine(tests, "node_modules", "smtp-server")))
            {
                return;
            }

            try
            {
                var start = new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                {
                    WorkingDirectory = tests,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    UseShellExecute = false,
                };
                using var npm = Process.Start(start)!;
                var errors = npm.StandardError.ReadToEndAsync();
                npm.StandardOutput.ReadToEnd();
                npm.WaitForExit();
                Assert.SkipUnless(npm.ExitCode == 0, "npm ci failed, so there is no SMTP server to test against: " + errors.GetAwaiter().GetResult());
            }
            catch (System.ComponentModel.Win32Exception)
            {
                Assert.Skip("npm is not installed, so there is no SMTP server to test against.");
            }
        }
    }

    private static void WriteCertificate(TemporaryFolder folder, string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + host, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Parse("127.0.0.99"));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(folder.File("cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(folder.File("key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    internal sealed record Received(string From, string[] To, bool Secure, string? User, byte[] Data);
}
