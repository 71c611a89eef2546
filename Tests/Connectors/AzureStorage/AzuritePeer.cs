using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using SocialWorkflows.Connectors.AzureStorage;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

/// <summary>
/// Microsoft's storage emulator over https with tokens, in memory, on free ports. One for the whole run; it ends when this
/// process does, however that ends, since it watches its standard input.
/// </summary>
internal sealed class AzuritePeer
{
    public const string Account = "smiltenecases";

    private const string WatchedStart = "process.stdin.resume();process.stdin.on('end',()=>process.exit(0));process.stdin.on('error',()=>process.exit(0));process.argv.splice(1,0,'azurite');require(process.argv[2]);";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<AzuritePeer>> Running = new(StartAsync);

    private AzuritePeer(int blob, int queue, int table, X509Certificate2 certificate, string certificateFile)
    {
        Endpoints = new StorageEndpoints(Address(blob), Address(queue), Address(table));
        Certificate = certificate;
        CertificateFile = certificateFile;
    }

    public StorageEndpoints Endpoints { get; }

    public X509Certificate2 Certificate { get; }

    /// <summary>PEM file for a process that must trust the emulator (SSL_CERT_FILE).</summary>
    public string CertificateFile { get; }

    /// <summary>Null when it can be had.</summary>
    public static string? WhyNot => Program is null ? "azurite is not installed (Tests/install)" : null;

    public static Task<AzuritePeer> GetAsync() => Running.Value;

    /// <summary>A transport that trusts the emulator's own certificate and nothing else.</summary>
    public HttpPipelineTransport Transport() => new HttpClientTransport(new HttpClient(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == Certificate.GetCertHashString() },
    }));

    private static string? Program
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var script = Path.Combine(folder.FullName, "Tests", "node_modules", "azurite", "dist", "src", "azurite.js");
                if (File.Exists(script))
                {
                    return script;
                }
            }

            return null;
        }
    }

    private static async Task<AzuritePeer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("azurite-").FullName;
        var (certificate, file, key) = MakeCertificate(folder);
        var (blob, queue, table) = (FreePort(), FreePort(), FreePort());
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        foreach (var argument in new[]
        {
            "-e", WatchedStart, "--", Program!, "--silent", "--disableTelemetry", "--inMemoryPersistence", "--skipApiVersionCheck", "--oauth", "basic", "--cert", file, "--key", key,
            "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1", "--blobPort", $"{blob}", "--queuePort", $"{queue}", "--tablePort", $"{table}",
        })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(64))}";
        var process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(process, folder);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = process.StandardError.ReadToEndAsync();
        foreach (var port in new[] { blob, queue, table })
        {
            await WaitUntilListeningAsync(port, process, errors);
        }

        return new AzuritePeer(blob, queue, table, certificate, file);
    }

    private static void Stop(Process process, string folder)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static (X509Certificate2 Certificate, string File, string Key) MakeCertificate(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        var (file, keyFile) = (Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
        File.WriteAllText(file, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificate, file, keyFile);
    }

    private static async Task WaitUntilListeningAsync(int port, Process process, Task<string> errors)
    {
        for (var started = Stopwatch.StartNew(); started.Elapsed < StartLimit;)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"azurite ended with {process.ExitCode}: {await errors}");
            }

            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new TimeoutException($"azurite did not listen on {port} within {StartLimit.TotalSeconds:0} s");
    }

    private static Uri Address(int port) => new($"https://127.0.0.1:{port}/{Account}");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
