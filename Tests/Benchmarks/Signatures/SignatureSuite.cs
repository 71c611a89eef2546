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
    private const int SmallBytes = 100 * 1024;

    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public static IReadOnlyList<Row> Run()
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        try
        {
            var pki = DemoPki.CreateOrLoad(Path.Combine(folder, "pki"), new SimulatedTime(Now));
            var inspector = new SignatureInspector(TrustStore.FromFolder(pki.AnchorDirectory), new SimulatedTime(Now));
            var kinds = SignedKind.All.Select(k => k.Measure(pki, inspector, folder, Calls)).ToList();
            File.Copy(kinds[1].Path, Path.Combine(folder, SmallFile));
            var p384 = kinds[1];
            List<Row> rows =
            [
                new("container-100kb", "ms", p384.Again, null, null, "lower", 8, "Median warm, one ECDSA P-384 signature of level LT (time-stamp, OCSP, path) over 100 KB."),
                new("container-100kb-new-signer", "ms", p384.FirstSight, null, null, "lower", 8, "As before, each file by another signer, seen for the first time."),
                Memory(pki, folder),
            ];
            foreach (var kind in kinds)
            {
                rows.AddRange(XmlsecRows.Of(folder, pki, kind));
            }

            rows.AddRange(EdockitRows.Of(folder, kinds));
            return rows;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static byte[] Sign(DemoPki pki, string person, DemoKey key, int bytes = SmallBytes)
    {
        var data = new byte[bytes];
        new Random(7).NextBytes(data);
        return new AsiceSigner(pki).Sign(pki.Person(person, "Anna", "Paraudziņa", "000190-12345", key), [new DemoFile("iesniegums.bin", "application/octet-stream", data)], Now);
    }

    /// <summary>In fresh processes, because the making of the container and the other figures would stand in the way.</summary>
    private static Row Memory(DemoPki pki, string folder)
    {
        File.WriteAllBytes(Path.Combine(folder, LargeFile), Sign(pki, "large", DemoKey.EcdsaP256, LargeMegabytes * 1024 * 1024));
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
}
