using System.Diagnostics;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Signatures.Pdf;
using SocialWorkflows.Tests.Signatures.Smime;

namespace SocialWorkflows.Tests.Signatures.Fuzz;

/// <summary>
/// Structure-aware, seeded changes to every corpus and generated file: over 100,000 with TESTS_FULL=1, else a sample. FUZZ_RANGE=from-to runs a piece of the
/// full count, each change made by its own number, so that a long run can be stopped and continued.
/// </summary>
public sealed class FuzzTests(SignaturesFixture fixture, MailPki mail, ITestOutputHelper output)
{
    private const int Seed = 20260302;
    private const int Sample = 5_000;

    /// <summary>One change in twenty leaves the file as it was; 100,000 and more have to be changed.</summary>
    private const int Full = 106_000;
    private const string RangeVariable = "FUZZ_RANGE";
    private const long MemoryLimit = 256L * 1024 * 1024;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SampleTime = TimeSpan.FromSeconds(50);

    [Fact]
    public void Inspect_ChangedFiles_AnswersAllAndNeverPassesChangedData()
    {
        var full = Environment.GetEnvironmentVariable("TESTS_FULL") == "1";
        var (from, to) = Range() ?? (0, full ? Full : Sample);
        full |= Range() is not null;
        var seeds = Seeds();
        var figures = new FuzzFigures();
        var clock = Stopwatch.StartNew();
        Parallel.For(from, to, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            if (full || clock.Elapsed < SampleTime)
            {
                Try(seeds[i % seeds.Count], i, figures);
            }
        });

        output.WriteLine($"changes {from} to {to}: {figures.Count} of {seeds.Count} files ({seeds.Count(s => s.Passes)} pass unchanged), seed {Seed}, {clock.Elapsed.TotalSeconds:0} s");
        output.WriteLine(figures.ToString());
        figures.Findings.ShouldBeEmpty();
        figures.Count.ShouldBeGreaterThan(full ? to - from - 1 : 500);
        if (to - from == Full)
        {
            figures.Changed.ShouldBeGreaterThanOrEqualTo(100_000);
        }
    }

    private static (int From, int To)? Range() =>
        Environment.GetEnvironmentVariable(RangeVariable)?.Split('-') is [var from, var to] ? (int.Parse(from), int.Parse(to)) : null;

    /// <summary>The oracle itself is tested: a report that passes with other bytes is told.</summary>
    [Fact]
    public void FalselyPassed_ReportOfAnotherFile_IsFound()
    {
        var seed = new FuzzSeed("a.edoc", fixture.Signed(), fixture.Inspector);
        var other = fixture.Signer.Sign(fixture.Person(), [new DemoFile("cits.txt", "text/plain", [1])], SignaturesFixture.Now);

        seed.FalselyPassed(other, fixture.Inspect(other)).ShouldBe("shows other data");
        seed.FalselyPassed(seed.Bytes, fixture.Inspect(seed.Bytes)).ShouldBeNull();
    }

    private static void Try(FuzzSeed seed, int index, FuzzFigures figures)
    {
        var random = new Random(Seed + index);
        var bytes = seed.Bytes;
        for (var rounds = random.Next(4) == 0 ? 2 : 1; rounds > 0; rounds--)
        {
            bytes = Mutators.Mutate(bytes, random);
        }

        if (bytes.AsSpan().SequenceEqual(seed.Bytes))
        {
            figures.Unchanged();
            return;
        }

        try
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            var report = seed.Inspector.Inspect(seed.Name, bytes);
            var elapsed = clock.Elapsed;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (elapsed > Hang)
            {
                // A busy machine may stall any call; a hang of ours comes back.
                clock.Restart();
                seed.Inspector.Inspect(seed.Name, bytes);
                elapsed = clock.Elapsed;
            }

            figures.Add(report, elapsed, allocated);
            var finding = report.Problems.FirstOrDefault(p => p.Code == ReasonCode.Inspection)?.Text
                ?? (elapsed > Hang ? $"takes {elapsed.TotalSeconds:0.0} s" : null)
                ?? (allocated > MemoryLimit ? $"allocates {allocated / (1024 * 1024)} MB" : null)
                ?? (report.ForStaff.Length == 0 || report.ToJson().Length == 0 ? "has no words" : null)
                ?? seed.FalselyPassed(bytes, report);
            if (finding is not null)
            {
                figures.Find($"{seed.Name} #{index}: {finding}");
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            figures.Find($"{seed.Name} #{index}: {e.GetType().Name} {e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("SocialWorkflows.Signatures", StringComparison.Ordinal))?.Trim()}");
        }
    }

    private List<FuzzSeed> Seeds()
    {
        var nested = ContainerZip.Write([new("iekšā.edoc", fixture.Signed()), new("a.pdf", "%PDF-1.7\n/ByteRange [0 1 2 3]"u8.ToArray())]);
        var simple = ContainerZip.Write([new("mimetype", "application/vnd.etsi.asic-s+zip"u8.ToArray()), new("a.txt", [1]), new("META-INF/timestamp.tst", fixture.Pki.TimeStampAuthority.Stamp([1], SignaturesFixture.Now))]);
        var mailInspector = new SignatureInspector(mail.Trust, new SimulatedTime(DemoMail.Sent.AddHours(1)));
        List<FuzzSeed> seeds =
        [
            new("lt.edoc", fixture.Signed(), fixture.Inspector),
            new("b.edoc", fixture.Signed(DemoLevel.B), fixture.Inspector),
            new("rsa.asice", fixture.Signed(key: DemoKey.Rsa2048), fixture.Inspector),
            new("nested.zip", nested, fixture.Inspector),
            new("outer.edoc", fixture.Signer.Sign(fixture.Person(), [new DemoFile("iekšā.zip", "application/zip", nested)], SignaturesFixture.Now), fixture.Inspector),
            new("token.asics", simple, fixture.Inspector),
            new("detached.eml", new DemoMail().Sign(mail.Anna), mailInspector),
            new("opaque.eml", new DemoMail { Detached = false }.Sign(mail.Anna), mailInspector),
            new("p384.edoc", fixture.Signed(key: DemoKey.EcdsaP384), fixture.Inspector),
            new("p521.edoc", fixture.Signed(key: DemoKey.EcdsaP521), fixture.Inspector),
            new("two.edoc", fixture.Signer.Sign([fixture.Person(), fixture.Person(DemoKey.EcdsaP384)], [SignaturesFixture.Application], SignaturesFixture.Now), fixture.Inspector),
            new("seal.edoc", fixture.Signer.Sign(fixture.Seal(), [SignaturesFixture.Application], SignaturesFixture.Now), fixture.Inspector),
            new("lta.edoc", ArchiveSamples.Signed(fixture), fixture.Inspector),
            new("t.pdf", fixture.SignedPdf().Bytes, fixture.Inspector),
            new("lt.pdf", fixture.SignedPdf().WithStore(fixture).Bytes, fixture.Inspector),
            new("lta.pdf", fixture.SignedPdf().WithStore(fixture).TimeStamp(fixture).Bytes, fixture.Inspector),
        ];
        seeds.Count(s => s.Passes).ShouldBe(13);
        return SignatureCorpus.IsPresent ? [.. seeds, .. Corpus()] : seeds;
    }

    private static IEnumerable<FuzzSeed> Corpus()
    {
        var today = new SimulatedTime(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var trust = TrustStore.Combine(SignatureCorpus.EveryListedCertificate(), TrustStore.FromFolder(Path.Combine(SignatureCorpus.Root, "smime")));
        var inspector = new SignatureInspector(trust, today);
        return new[] { "asice", "pades", "smime", "mime" }
            .SelectMany(SignatureCorpus.Rows)
            .Where(r => new FileInfo(Path.Combine(SignatureCorpus.Root, r.File)).Length > 0)
            .Select(r => new FuzzSeed(r.File, r.Read(), inspector));
    }
}
