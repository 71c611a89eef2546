using System.IO.Compression;
using System.Text.Json;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Benchmarks.Signatures;

/// <summary>How fast and how small the inspector is, beside xmlsec1 and edockit on the same files in the same run.</summary>
internal static class SignatureSuite
{
    public const string MemoryProbe = "--memory-probe";
    public const string SmallFile = "small.edoc";
    private const string LargeFile = "large.edoc";
    private const int LargeMegabytes = 100;
    private const int Calls = 100;
    private const int ToolCalls = 9;

    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public static IReadOnlyList<Row> Run()
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        try
        {
            var pki = DemoPki.CreateOrLoad(Path.Combine(folder, "pki"), new SimulatedTime(Now));
            var inspector = new SignatureInspector(TrustStore.FromFolder(pki.AnchorDirectory), new SimulatedTime(Now));
            (string Name, DemoKey Key)[] kinds = [("ecdsa", DemoKey.EcdsaP384), ("rsa", DemoKey.Rsa2048)];
            foreach (var (name, key) in kinds)
            {
                Write(pki, folder, name + ".edoc", key, 100 * 1024);
            }

            File.Copy(Path.Combine(folder, "ecdsa.edoc"), Path.Combine(folder, SmallFile));
            var ours = kinds.ToDictionary(k => k.Name, k => Inspect(inspector, Path.Combine(folder, k.Name + ".edoc")), StringComparer.Ordinal);
            List<Row> rows = [new("container-100kb", "ms", ours["ecdsa"], null, null, "lower", 8, "Median warm, one ECDSA P-384 signature of level LT (time-stamp, OCSP, path) over 100 KB.")];
            rows.Add(Memory(pki, folder));
            rows.AddRange(kinds.Select(k => Xmlsec(folder, pki, k.Name, ours[k.Name])));
            rows.AddRange(Edockit(folder, kinds.Select(k => k.Name).ToArray(), ours));
            return rows;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(DemoPki pki, string folder, string file, DemoKey key, int bytes)
    {
        var data = new byte[bytes];
        new Random(7).NextBytes(data);
        File.WriteAllBytes(
            Path.Combine(folder, file),
            new AsiceSigner(pki).Sign(pki.Person("bench-" + key, "Anna", "Paraudziņa", "000190-12345", key), [new DemoFile("iesniegums.bin", "application/octet-stream", data)], Now));
    }

    private static double Inspect(SignatureInspector inspector, string path)
    {
        var bytes = File.ReadAllBytes(path);
        void Once()
        {
            if (inspector.Inspect(path, bytes).Verdict != ContainerVerdict.TotalPassed)
            {
                throw new InvalidOperationException("The benchmark's own container does not pass.");
            }
        }

        for (var i = 0; i < Calls; i++)
        {
            Once();
        }

        return Median.Milliseconds(Once, Calls);
    }

    /// <summary>In fresh processes, because the making of the container and the other figures would stand in the way.</summary>
    private static Row Memory(DemoPki pki, string folder)
    {
        Write(pki, folder, LargeFile, DemoKey.EcdsaP256, LargeMegabytes * 1024 * 1024);
        var megabytes = Enumerable.Range(0, 5).Select(_ =>
        {
            var answer = Tool.Run(folder, Environment.ProcessPath!, [.. Self(), MemoryProbe, Path.Combine(folder, LargeFile), pki.AnchorDirectory])?.Trim().Split(' ');
            return answer is [var baseline, var peak, nameof(ContainerVerdict.TotalPassed)]
                ? (long.Parse(peak) - long.Parse(baseline)) / (1024.0 * 1024)
                : throw new InvalidOperationException("The memory probe did not pass the large container.");
        });
        return new Row("container-100mb-memory", "MB", Median.Of(megabytes), null, null, "lower", 64, "Highest resident memory above that of the warm process; fresh process per round; InspectFile.");
    }

    /// <summary>Started by the dotnet program, the assembly has to be named.</summary>
    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(SignatureSuite).Assembly.Location] : [];

    private static Row Xmlsec(string folder, DemoPki pki, string name, double ours)
    {
        var work = Directory.CreateDirectory(Path.Combine(folder, "xmlsec-" + name)).FullName;
        ZipFile.ExtractToDirectory(Path.Combine(folder, name + ".edoc"), work);
        File.WriteAllText(Path.Combine(work, "ca.pem"), pki.Root.ExportCertificatePem());
        File.WriteAllText(Path.Combine(work, "ica.pem"), pki.Issuing.ExportCertificatePem());
        var signature = Path.Combine("META-INF", "edoc-signatures-S1.xml");
        string[] verify = ["--verify", "--id-attr:Id", "SignedProperties", "--trusted-pem", "ca.pem", "--untrusted-pem", "ica.pem", "--verification-time", "2026-03-02 09:30:00"];
        File.Copy(Path.Combine(work, signature), Path.Combine(work, "signature.xml"));
        var version = Tool.Run(work, "xmlsec1", "--version")?.Trim().Split(' ').ElementAtOrDefault(1);
        if (version is null || Tool.Run(work, "xmlsec1", [.. verify, "signature.xml"]) is null)
        {
            return new Row($"signature-{name}-xmlsec1", "ms", ours, "xmlsec1", null, "lower", 1, "xmlsec1 is not installed or does not verify the file.");
        }

        // The command line costs a process start each time; --repeat verifies many times in one process, so that start and signature can be told apart.
        double Wall(int repeat) => Median.Milliseconds(() => Tool.Run(work, "xmlsec1", [.. verify, "--repeat", repeat.ToString(), "signature.xml"]), ToolCalls);
        const int many = 101;
        var perSignature = (Wall(many) - Wall(1)) / (many - 1);
        return new Row($"signature-{name}-xmlsec1", "ms", ours, $"xmlsec1 {version}", perSignature, "lower", 1, "xmlsec1 in one process without its start (--repeat): digests, value and path only; ours in addition unpacks, and checks time-stamp, OCSP and the XAdES and container rules.");
    }

    private static List<Row> Edockit(string folder, string[] names, Dictionary<string, double> ours)
    {
        var modules = NodeModules();
        var script = Path.Combine(AppContext.BaseDirectory, "Signatures", "edockit.mjs");
        var answer = modules is null ? null : Tool.Run(folder, "node", [script, modules, "200", .. names.Select(n => Path.Combine(folder, n + ".edoc"))]);
        if (answer is null)
        {
            return [.. names.Select(n => new Row($"signature-{n}-edockit", "ms", ours[n], "edockit", null, "lower", 1, "Node or edockit is not installed (Tests/install)."))];
        }

        var result = JsonDocument.Parse(answer).RootElement;
        var peer = "edockit " + result.GetProperty("version").GetString();
        return [.. names.Select((n, i) => result.GetProperty("ms")[i] is { ValueKind: JsonValueKind.Number } ms && result.GetProperty("valid")[i].GetBoolean()
            ? new Row($"signature-{n}-edockit", "ms", ours[n], peer, ms.GetDouble(), "lower", 1, "Warm, in its own Node process: unzip, digests, value, time-stamp; without revocation and trust, which it would fetch.")
            : new Row($"signature-{n}-edockit", "ms", ours[n], peer, null, "lower", 1, "edockit does not verify this file."))];
    }

    private static string? NodeModules()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var modules = Path.Combine(folder.FullName, "Tests", "node_modules");
            if (Directory.Exists(Path.Combine(modules, "edockit")))
            {
                return modules;
            }
        }

        return null;
    }
}
