using System.Diagnostics;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures.Pdf;

/// <summary>Seeded mutations: an answer for everything, and never a pass for changed covered bytes.</summary>
public sealed class PadesMutationTests(SignaturesFixture fixture, ITestOutputHelper output)
{
    private const int Seed = 3215;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(2);

    private static readonly string[] Bodies =
    [
        "null", "<< >>", "[]", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>", "<< /Fields [6 0 R] >>", "20 0 R", "<< /Kids [7 0 R] /T (x) >>",
        "<< /FT /Sig /T (s20) /V 20 0 R >>", "<< /Type /Page /Parent 2 0 R /Contents 21 0 R >>", "(x)", "<0g>", "<< /Length 99999999999 >>", "true",
    ];

    [Fact]
    public void Inspect_FlippedBytes_NeverPassesWithOtherCoveredBytes()
    {
        var random = new Random(Seed);
        var draft = fixture.SignedPdf();
        var signed = draft.Bytes.Length;
        var original = draft.WithStore(fixture).Bytes;
        var contents = original.AsSpan().LastIndexOf("/Contents <3"u8) + "/Contents ".Length;
        var counts = new Dictionary<ContainerVerdict, int>();
        for (var i = 0; i < 1_500; i++)
        {
            var mutated = original.ToArray();
            var at = random.Next(mutated.Length);
            mutated[at] = i % 3 == 0 ? (byte)random.Next(256) : (byte)(mutated[at] ^ (1 << random.Next(8)));
            var isCovered = mutated[at] != original[at] && at < signed && (at < contents || original.AsSpan(contents, at - contents).Contains((byte)'>'));

            var report = Answer(mutated);

            counts[report.Verdict] = counts.GetValueOrDefault(report.Verdict) + 1;
            (report.Verdict == ContainerVerdict.TotalPassed && isCovered).ShouldBeFalse($"mutation {i} at {at}");
        }

        output.WriteLine(string.Join(", ", counts.Select(c => $"{EtsiWords.Of(c.Key)} {c.Value}")));
        counts.Keys.ShouldContain(ContainerVerdict.TotalFailed);
    }

    [Fact]
    public void Inspect_ObjectsReplacedByUpdates_NeverPasses()
    {
        var random = new Random(Seed);
        var signed = fixture.SignedPdf().WithStore(fixture);
        for (var i = 0; i < 600; i++)
        {
            var draft = signed.Copy();
            var updates = random.Next(1, 3);
            for (var u = 0; u < updates; u++)
            {
                int[] numbers = [1, 2, 3, 4, 5, 6, 7, 8, 20, 21];
                draft.Append((numbers[random.Next(numbers.Length)], Bodies[random.Next(Bodies.Length)]));
            }

            Answer(draft.Bytes).Verdict.ShouldNotBe(ContainerVerdict.TotalPassed, $"mutation {i}");
        }
    }

    [Fact]
    public void Inspect_CutOrSplicedFiles_NeverThrows()
    {
        var random = new Random(Seed);
        var original = fixture.SignedPdf().WithStore(fixture).TimeStamp(fixture).Bytes;
        for (var i = 0; i < 500; i++)
        {
            var (from, to) = (random.Next(original.Length), random.Next(original.Length));
            Answer(i % 2 == 0 ? original[..from] : [.. original[..from], .. original[to..]]);
        }
    }

    [Fact]
    public void Inspect_MutatedCorpusFiles_NeverThrowsOrHangs()
    {
        var random = new Random(Seed);
        var files = SignatureCorpus.Rows("pades").Select(r => r.Read()).Where(b => b.Length < 100_000).ToList();
        for (var i = 0; i < 400; i++)
        {
            var mutated = files[i % files.Count].ToArray();
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            Answer(mutated);
        }
    }

    private SignatureReport Answer(byte[] bytes)
    {
        var watch = Stopwatch.StartNew();
        var report = fixture.Inspect(bytes, PadesSamples.FileName);
        if (watch.Elapsed > Hang)
        {
            watch.Restart();
            fixture.Inspect(bytes, PadesSamples.FileName);
            watch.Elapsed.ShouldBeLessThan(Hang);
        }

        report.Problems.ShouldNotContain(p => p.Code == ReasonCode.Inspection, string.Join(' ', report.Problems.Select(p => p.Text)));
        report.ForStaff.ShouldNotBeEmpty();
        return report;
    }
}
