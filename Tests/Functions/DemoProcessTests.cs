using System.Diagnostics;
using System.Text.Json.Nodes;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>The demo as a process: to the end in one go, and killed at twenty moments on the way.</summary>
public sealed class DemoProcessTests
{
    private const int Kills = 20;
    private const int Seed = 20260608;

    private static readonly string[] Expected =
    [
        // Signed e-mail of the day of the decision, 15.06., comes back on the 16th and counts for nothing; by registered post on 17.06.,
        // notified on the 7th day, 24.06., a month on it is Friday 24.07.
        "bounced smiltene granted 2026-06-08 2026-06-25 2026-06-15 2026-07-01 2026-06-17 registered 2026-07-24 2026-07-25",
        "completed smiltene granted 2026-06-08 2026-07-07 2026-06-30 2026-07-14 2026-07-01 hand 2026-08-03 2026-08-04",
        "contest smiltene granted 2026-06-08 2026-06-25 2026-06-15 2026-07-01 2026-06-16 hand 2026-07-16 2026-07-17",
        // Handed over on 16.06. and notified that day: to contest until 16.07. One contests on 26.06., the other on 20.07., four days late and
        // after the case was closed.
        "contested smiltene granted 2026-06-08 2026-06-25 2026-06-15 2026-07-01 2026-06-16 hand 2026-07-16 2026-07-17",
        "contested-late smiltene granted 2026-06-08 2026-06-25 2026-06-15 2026-07-01 2026-06-16 hand 2026-07-16 2026-07-17",
        "crisis smiltene admitted 2026-06-15 2026-07-01 2026-06-17 2026-07-03 2026-06-18 hand 2026-07-20 2026-07-21",

        // Krāslava decides by the rules of the former Dagda and keeps the law's calendar: registered 10.06., ten working days run 11 12 15
        // 16 17 18 19 22 25 26 June; decided 17.06., ten more are 18 19 22 25 26 29 30 June, 1 2 3 July; sent 18.06., notified on the
        // 7th day, 25.06., and as 25.07. is a Saturday the contest term ends on Monday 27.07.
        "dagda kraslava granted 2026-06-10 2026-06-26 2026-06-17 2026-07-03 2026-06-18 registered 2026-07-27 2026-07-28",
        // Extended on 10.06. to Wednesday 22.07.; needs assessed on 09.07., decided on 14.07.; ten working days from it are 15 16 17 20 21 22
        // 23 24 27 28 July; sent 15.07., notified on the 7th day, 22.07., and as 22.08. is a Saturday the contest term ends on Monday 24.08.
        "extended smiltene granted 2026-06-08 2026-07-22 2026-07-14 2026-07-28 2026-07-15 registered 2026-08-24 2026-08-25",
        "granted smiltene granted 2026-06-08 2026-06-25 2026-06-25 2026-07-08 2026-06-26 registered 2026-08-03 2026-08-04",
        "iecava iecava granted 2026-06-08 2026-06-22 2026-06-15 2026-07-01 2026-06-16 registered 2026-07-23 2026-07-24",

        // Iecava, which keeps the law's calendar (moved days are ignored): the psychiatrist's opinion arrives on 16.06., so ten working
        // days run 17 18 19 22 25 26 29 30 June, 1 2 July (23, 24 June are holidays); from the decision of 25.06. 26 29 30 June,
        // 1 2 3 6 7 8 9 July; sent 26.06. by registered post, notified on the 7th day, 03.07., and a month on it is Monday 03.08.
        "iecava-care iecava granted 2026-06-09 2026-07-02 2026-06-25 2026-07-09 2026-06-26 registered 2026-08-03 2026-08-04",
        "notice smiltene granted 2026-06-08 2026-06-25 2026-06-15 2026-07-01 2026-06-16 e-address 2026-07-20 2026-07-21",
        "queued smiltene queued 2026-06-09 2026-06-26 2026-06-16 2026-07-02 2026-06-17 registered 2026-07-24 2026-07-25",

        // The place from the queue: accepted on 29.06., ten working days run 30 June, 1 2 3 6 7 8 9 10 13 July; decided 06.07., and ten
        // more from it are 7 8 9 10 13 14 15 16 17 20 July; sent 07.07., notified on the 7th day, 14.07., a month on it is Friday 14.08.
        "queued-place smiltene granted 2026-06-29 2026-07-13 2026-07-06 2026-07-20 2026-07-07 registered 2026-08-14 2026-08-15",
        "refused smiltene refused 2026-06-08 2026-06-25 2026-06-15 2026-07-01 2026-06-16 registered 2026-07-23 2026-07-24",

        // Shelter, at most three months from admission: admitted 18.06., last day 18.09., the case closes when that day is over.
        // Decision 10 11 12 15 16 17 18 19 25 26 June (22 is a moved day off, 23 and 24 are holidays); notified by hand on 17.06.,
        // contest until Friday 17.07.
        "shelter smiltene granted 2026-06-09 2026-06-26 2026-06-16 2026-07-02 2026-06-17 hand 2026-07-17 2026-09-19",
        // Asked for registered post; the e-address is active, so only there: notified on the second working day, as "notice".
        "signing smiltene granted 2026-06-08 2026-06-25 2026-06-15 2026-07-01 2026-06-16 e-address 2026-07-20 2026-07-21",

        // One letter, three services: each part counts from the registration of 10.06.: 11 12 15 16 17 18 19 25 26 June and the working
        // Saturday 27; decided 17.06., ten more are 18 19 25 26 27 29 30 June, 1 2 3 July; sent 18.06., notified on the 7th day,
        // 25.06., and as 25.07. is a Saturday the contest term ends on Monday 27.07.
        "split smiltene granted 2026-06-10 2026-06-27 2026-06-17 2026-07-03 2026-06-18 registered 2026-07-27 2026-07-28",
        "split-ASIST_PILNG smiltene refused 2026-06-10 2026-06-27 2026-06-17 2026-07-03 2026-06-18 registered 2026-07-27 2026-07-28",
        "split-GRUPU_MAJA smiltene partly 2026-06-10 2026-06-27 2026-06-17 2026-07-03 2026-06-18 registered 2026-07-27 2026-07-28",
        "unclear smiltene partly 2026-06-09 2026-06-26 2026-06-16 2026-07-02 2026-06-17 registered 2026-07-24 2026-07-25",
        "withdrawn smiltene withdrawn 2026-06-08 2026-06-25 2026-06-15 2026-07-01 2026-06-16 registered  2026-06-16",
    ];

    [Fact]
    public async Task Demo_Auto_EveryOutcomeAndDateAndInvariant()
    {
        var watch = Stopwatch.StartNew();

        var result = await Product.RunAsync("demo", "--auto", "--json");

        result.ExitCode.ShouldBe(0, result.Error);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(90));
        Check(result.Output);
    }

    [Fact]
    public async Task Demo_KilledTwentyTimes_SameEndAndNothingTwice()
    {
        var random = new Random(Seed);
        var folder = Directory.CreateTempSubdirectory("socialworkflows-kill-").FullName;
        var hits = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Product.Start("demo", "--auto", "--json", "--data", folder, "--resume");
            var ended = process.WaitForExitAsync();
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(random.Next(300, 3000))));
            hits += process.HasExited ? 0 : 1;
            process.Kill();
            await ended;
        }

        var last = await Product.RunAsync("demo", "--auto", "--json", "--data", folder, "--resume");
        var verified = await Product.RunAsync("verify-journal", "--data", folder);

        hits.ShouldBeGreaterThan(Kills / 2, "most kills must hit a running demo");
        last.ExitCode.ShouldBe(0, last.Error);
        Check(last.Output);
        (verified.ExitCode, verified.Error).ShouldBe((0, string.Empty));
        var sent = new[] { "new", "cur" }.SelectMany(delivered => Directory.GetFiles(Path.Combine(folder, "outbox", delivered), "*.eml*")).Select(f => MimeReader.Read(File.ReadAllBytes(f))).ToList();
        sent.Count.ShouldBe(52);
        sent.DistinctBy(m => (m.To[0].Address, m.Subject, m.TextBody)).Count().ShouldBe(sent.Count);
        Directory.GetFiles(Path.Combine(folder, "dispatch"), "*", SearchOption.AllDirectories).Length.ShouldBe(48, "twenty-two decisions, one of them twice because its e-mail came back, twenty cover sheets, an extension, two document requests, a reminder and the place offered from the queue");
        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<string> Timeline(JsonNode report, string part) =>
        report["cases"]!.AsArray().Single(c => (string?)c!["part"] == part)!["timeline"]!.AsArray().Select(moment => (string)moment!["what"]!);

    private static void Check(string json)
    {
        var report = JsonNode.Parse(json)!;
        var lines = report["cases"]!.AsArray().Select(c => string.Join(' ', new[]
        {
            "part", "municipality", "outcome", "registeredOn", "decisionDue", "decidedOn", "noticeDue", "noticeSentOn", "noticeChannel", "contestUntil", "closedOn",
        }.Select(name => (string?)c![name] ?? string.Empty)));
        lines.Order(StringComparer.Ordinal).ShouldBe(Expected);
        Timeline(report, "dagda").ShouldContain("service APR_MAJAS chosen, by the rules of the former dagda");
        Timeline(report, "iecava-care").ShouldContain("documents missing: PSIHIATRA_ATZINUMS");
        Timeline(report, "queued").ShouldContain("place in TRAPENE offered until 2026-07-10", "a registered letter of Saturday 27.06. counts as received on 04.07.; five working days then: 6 7 8 9 10 July");
        Timeline(report, "bounced").ShouldContain("notice by signed-email returned: bounced, next registered");
        Timeline(report, "bounced").ShouldContain("e-mail to the resident: decision-resent");
        Timeline(report, "contested").ShouldContain("contested on 2026-06-26, 0 days late, the decision is suspended");
        Timeline(report, "contested").ShouldContain("contest: upheld");
        Timeline(report, "contested-late").ShouldContain("contested on 2026-07-20, 4 days late");
        Timeline(report, "contested-late").ShouldContain("contest: not-examined");
        Timeline(report, "extended").ShouldContain("decision term extended to 2026-07-22");
        Timeline(report, "notice").ShouldContain("channel at sending: e-address, not-checked (e-address unknown, asked for e-address)");
        Timeline(report, "signing").ShouldContain("channel at sending: e-address, e-address-active (e-address active, asked for registered)");
        Timeline(report, "signing").Count(what => what.StartsWith("letter ready for", StringComparison.Ordinal)).ShouldBe(1);
        Timeline(report, "split").ShouldContain("further cases named: split ASIST_PILNG, split GRUPU_MAJA");
        Timeline(report, "shelter").ShouldContain("service ended on 2026-09-18, its place is free");
        report["intake"]!.AsObject().Select(p => $"{p.Key}={p.Value}").ShouldBe(["accepted=26", "newCase=19", "existingCase=3", "review=0", "answeredRefusal=2", "machine=2"]);
        report["invariants"]!.AsObject().Select(p => (p.Key, (bool)p.Value!)).ShouldBe(Enumerable.Range(1, 11).Select(i => ($"I{i}", true)));
    }
}
