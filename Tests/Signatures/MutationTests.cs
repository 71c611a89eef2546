using System.Diagnostics;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Signatures.Fuzz;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Seeded mutations: the inspector answers everything, and never passes a container whose covered bytes changed.</summary>
public sealed class MutationTests(SignaturesFixture fixture, ITestOutputHelper output)
{
    private const int Seed = 473;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(2);

    [Fact]
    public void Inspect_MutatedContainerBytes_NeverThrowsAndNeverShowsOtherData()
    {
        var random = new Random(Seed);
        byte[][] originals = [fixture.Signed(), fixture.Signed(DemoLevel.B), fixture.Signed(key: DemoKey.Rsa2048)];
        var counts = new Dictionary<ContainerVerdict, int>();
        for (var i = 0; i < 2_000; i++)
        {
            var report = InspectTimed(Mutate(originals[i % originals.Length], random));

            counts[report.Verdict] = counts.GetValueOrDefault(report.Verdict) + 1;
            if (report.Verdict == ContainerVerdict.TotalPassed)
            {
                SameData(report);
            }
        }

        output.WriteLine(string.Join(", ", counts.Select(c => $"{EtsiWords.Of(c.Key)} {c.Value}")));
        counts.Keys.Count.ShouldBeGreaterThan(2);
    }

    [Fact]
    public void Inspect_BitFlippedInCoveredBytes_NeverPasses()
    {
        var random = new Random(Seed);
        var original = fixture.Signed();
        for (var i = 0; i < 1_000; i++)
        {
            var container = Container.Open(original);
            if (i % 2 == 0)
            {
                container.Set("izziņa.pdf", Flip(container["izziņa.pdf"], random));
            }
            else
            {
                container.Set(Container.SignatureFile, FlipSignedXml(container, random));
            }

            var report = InspectTimed(container.Pack());

            report.Verdict.ShouldNotBe(ContainerVerdict.TotalPassed, $"mutation {i}");
            report.IsAcceptedAutomatically.ShouldBeFalse();
        }
    }

    [Fact]
    public void Inspect_MutatedSignatureXml_NeverThrowsAndNeverShowsOtherData()
    {
        var random = new Random(Seed);
        var original = fixture.Signed();
        for (var i = 0; i < 1_000; i++)
        {
            var container = Container.Open(original);
            container.Set(Container.SignatureFile, Mutate(container[Container.SignatureFile], random));

            var report = InspectTimed(container.Pack());

            if (report.Verdict == ContainerVerdict.TotalPassed)
            {
                SameData(report);
            }
        }
    }

    [Fact]
    public void Inspect_MutatedCorpusFiles_NeverThrowsOrHangs()
    {
        var random = new Random(Seed);
        var rows = SignatureCorpus.Rows("asice").Select(r => r.Read()).Where(b => b.Length is > 0 and < 100_000).ToList();
        for (var i = 0; i < 600; i++)
        {
            InspectTimed(Mutate(rows[i % rows.Count], random));
        }
    }

    [Fact]
    public void Inspect_RandomBytes_NeverThrows()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 1_000; i++)
        {
            var bytes = new byte[random.Next(400)];
            random.NextBytes(bytes);
            if (i % 2 == 0 && bytes.Length > 4)
            {
                "PK\u0003\u0004"u8.CopyTo(bytes);
            }

            InspectTimed(bytes).Verdict.ShouldBe(ContainerVerdict.Rejected);
        }
    }

    private SignatureReport InspectTimed(byte[] bytes)
    {
        var watch = Stopwatch.StartNew();
        var report = fixture.Inspect(bytes);
        if (watch.Elapsed > Hang)
        {
            // A busy machine may stall any call once; a hang of ours comes back.
            watch.Restart();
            fixture.Inspect(bytes);
            watch.Elapsed.ShouldBeLessThan(Hang);
        }

        report.Problems.ShouldNotContain(p => p.Code == ReasonCode.Inspection, string.Join(' ', report.Problems.Select(p => p.Text)));
        report.ForStaff.ShouldNotBeEmpty();
        return report;
    }

    /// <summary>A mutation of an unprotected part may pass (an unused byte of the ZIP, an unsigned property), but then it shows the signed data.</summary>
    private static void SameData(SignatureReport report)
    {
        var files = report.Content.ReadDataFiles();
        files.Select(f => f.Name).ShouldBe([SignaturesFixture.Application.Name, SignaturesFixture.Annex.Name]);
        files[0].Bytes.ToArray().ShouldBe(SignaturesFixture.Application.Bytes);
        files[1].Bytes.ToArray().ShouldBe(SignaturesFixture.Annex.Bytes);
        report.Signatures.ShouldHaveSingleItem().Signer!.PersonalCode.ShouldBe("000190-12345");
    }

    /// <summary>One to three changes that know nothing of the format.</summary>
    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original;
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            bytes = ByteMutator.Mutate(bytes, random);
        }

        return bytes;
    }

    private static byte[] Flip(byte[] bytes, Random random)
    {
        var copy = bytes.ToArray();
        copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        return copy;
    }

    /// <summary>A visible character inside SignedInfo, SignatureValue or SignedProperties; white space in base64 would change nothing signed.</summary>
    private static byte[] FlipSignedXml(Container container, Random random)
    {
        var bytes = container[Container.SignatureFile].ToArray();
        (string From, string To)[] ranges = [("<ds:SignedInfo", "</ds:SignedInfo>"), ("-SignatureValue\">", "</ds:SignatureValue>"), ("<xades:SignedProperties", "</xades:SignedProperties>")];
        var (from, to) = ranges[random.Next(ranges.Length)];
        var start = bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(from)) + from.Length;
        var end = bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(to));
        int at;
        do
        {
            at = random.Next(start, end);
        }
        while (!char.IsAsciiLetterOrDigit((char)bytes[at]));

        bytes[at] = (byte)(bytes[at] == (byte)'7' ? '8' : '7');
        return bytes;
    }
}
