using System.Text.Json;
using SocialWorkflows.Functions.Demo.Pki;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>edockit (npm) verifies what we sign. It is a weak judge of bad files, so only its "valid" is asked for.</summary>
public sealed class EdockitPeerTests(SignaturesFixture fixture, ITestOutputHelper output)
{
    [Theory]
    [InlineData(DemoKey.EcdsaP256, DemoLevel.LT)]
    [InlineData(DemoKey.EcdsaP384, DemoLevel.LT)]
    [InlineData(DemoKey.Rsa2048, DemoLevel.LT)]
    [InlineData(DemoKey.EcdsaP256, DemoLevel.B)]
    internal void Sign_OurContainer_IsVerifiedByEdockit(DemoKey key, DemoLevel level)
    {
        var folder = Peer.Folder();
        File.WriteAllBytes(Path.Combine(folder, "a.edoc"), fixture.Signed(level, key));

        Verify(Path.Combine(folder, "a.edoc")).ShouldBe([true]);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Sign_ChangedContainer_IsRefusedByEdockit()
    {
        var folder = Peer.Folder();
        File.WriteAllBytes(Path.Combine(folder, "a.edoc"), Container.Open(fixture.Signed()).Set("izziņa.pdf", [1]).Pack());

        Verify(Path.Combine(folder, "a.edoc")).ShouldBe([false]);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Where edockit says valid, our digests and value hold too; where rules it does not know forbid the file, we are stricter.</summary>
    [Fact]
    public void Inspect_CorpusFilesEdockitCallsValid_HaveGoodMathematicsHereToo()
    {
        var rows = SignatureCorpus.Rows("asice").Where(r => r is { Crypto: "ok", Expected: "VALID" }).ToList();
        var theirs = Verify([.. rows.Select(r => Path.Combine(SignatureCorpus.Root, r.File))]);
        var disagreements = new List<string>();
        foreach (var (row, valid) in rows.Zip(theirs))
        {
            var ours = fixture.Inspector.Inspect(row.File, row.Read()).Crypto;
            output.WriteLine($"{row.File,-80} edockit {valid} ours {ours}");
            if (valid && ours != SocialWorkflows.Signatures.CryptoState.Ok)
            {
                disagreements.Add(row.File);
            }
        }

        theirs.Count(v => v).ShouldBeGreaterThan(0);
        disagreements.ShouldBeEmpty();
    }

    private static bool[] Verify(params string[] files)
    {
        var modules = Path.Combine(Peer.TestsFolder, "node_modules");
        if (!Directory.Exists(Path.Combine(modules, "edockit")))
        {
            Assert.Skip("edockit is not installed (Tests/install).");
        }

        var (exit, answer) = Peer.Run(Peer.TestsFolder, "node", [Path.Combine(Peer.TestsFolder, "Benchmarks", "Signatures", "edockit.mjs"), modules, "1", .. files]);
        exit.ShouldBe(0, answer);
        return [.. JsonDocument.Parse(answer.Split('\n')[0]).RootElement.GetProperty("valid").EnumerateArray().Select(v => v.GetBoolean())];
    }
}
