using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Signatures.Trust;

/// <summary>One container against 24 versions of its trusted list, each alone: the status history alone decides.</summary>
public sealed class StatusVariantTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Today = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Inspect_EachStatusVariantAlone_PassesOnlyWhereGrantedBefore()
    {
        var folder = SharedData.Folder("corpus", "tl", "status-variants");
        var container = File.ReadAllBytes(Path.Combine(folder, "tsl.asice"));
        var wrong = new List<string>();
        var lists = Directory.EnumerateFiles(folder, "EE_T-*.xml").Order(StringComparer.Ordinal).ToList();
        foreach (var path in lists)
        {
            var trust = TrustStore.FromLists([TrustedListReader.ReadUnverified(File.ReadAllBytes(path))]);
            var report = new SignatureInspector(trust, new SimulatedTime(Today)).Inspect("tsl.asice", container);
            var name = Path.GetFileNameWithoutExtension(path);
            output.WriteLine($"{name,-36} {EtsiWords.Of(report.Verdict),-14} {EtsiWords.Of(report.Signatures[0].Qualification)}");
            if (report.Verdict == ContainerVerdict.TotalPassed != name.EndsWith("-granted-before", StringComparison.Ordinal))
            {
                wrong.Add(name);
            }

            report.Verdict.ShouldNotBe(ContainerVerdict.TotalFailed);
        }

        lists.Count.ShouldBe(24);
        wrong.ShouldBeEmpty();
    }
}
