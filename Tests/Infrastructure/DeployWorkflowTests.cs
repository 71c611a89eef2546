using System.Text.RegularExpressions;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.Infrastructure;

/// <summary>What a deployment must not do without: it knows what it puts in, asks whether that answers, and can go back.</summary>
public sealed partial class DeployWorkflowTests
{
    private static string Deploy => File.ReadAllText(Path.Combine(Repository.Root, ".github", "workflows", "deploy.yml"));

    /// <summary>What stands there, what a slip makes of it, and words of the complaint.</summary>
    public static TheoryData<string, string, string> Slips => new()
    {
        { "infra-bicep/scripts/smoke.sh \"https://$HOST\" \"$(cat out/commit)\"", "curl \"https://$HOST/health\"", "no smoke test" },
        { "infra-bicep/scripts/smoke.sh \"https://$HOST\" \"$(cat out/commit)\"", "infra-bicep/scripts/smoke.sh \"https://$HOST\" \"$GITHUB_SHA\"", "no smoke test" },
        { "package_run=$FORMER (docs/server.md, Upgrade and rollback).\"; exit 1; }", "package_run=$FORMER (docs/server.md, Upgrade and rollback).\"; }", "does not fail" },
        { "      - run: |\n          infra-bicep/scripts/smoke.sh", "      - continue-on-error: true\n        run: |\n          infra-bicep/scripts/smoke.sh", "does not fail" },
        { "|| { echo \"::error::The new package", "|| true || { echo \"::error::The new package", "does not fail" },
        { "config-zip", "config-zap", "nothing is put in" },
        { "          grep -qa \"+$GITHUB_SHA\" out/app/SocialWorkflows.Functions.dll", "          true", "does not prove its commit" },
        { "            out/commit\n", "", "leaves no commit" },
        { "          # Kept for a rollback (docs/server.md).\n          retention-days: 90\n", "", "kept for 90 days" },
        { "run-id: ${{ inputs.package_run || github.run_id }}", "run-id: ${{ github.run_id }}", "cannot go back" },
        { "      - if: inputs.package_run != ''\n        uses: actions/upload-artifact@", "      - if: inputs.package_run != ''\n        uses: actions/cache@", "kept for 90 days" },
        { "gh run list --workflow deploy.yml", "gh run list --workflow review.yml", "names no former package" },
        { "# By hand,", "# The stores on Azure are still owed. By hand,", "stale" },
    };

    [Fact]
    public void Deploy_AsItIs_HasNoComplaint() => Complaints(Deploy).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Slips))]
    public void Deploy_Slip_IsFound(string written, string slip, string complaint)
    {
        var text = Deploy;
        text.ShouldContain(written);

        Complaints(text.Replace(written, slip, StringComparison.Ordinal)).ShouldContain(c => c.Contains(complaint, StringComparison.Ordinal));
    }

    [Fact]
    public void SmokeScript_ForTheRunner_IsThereAndMayBeRun()
    {
        var script = Path.Combine(Repository.Root, "infra-bicep", "scripts", "smoke.sh");

        File.Exists(script).ShouldBeTrue();
        (!OperatingSystem.IsWindows() && File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute | UnixFileMode.OtherExecute)).ShouldBeTrue();
    }

    private static IEnumerable<string> Complaints(string deploy)
    {
        var putIn = deploy.IndexOf("config-zip", StringComparison.Ordinal);
        if (putIn < 0)
        {
            yield return "nothing is put in";
        }

        var smoke = Smoke().Match(deploy, Math.Max(putIn, 0));
        if (!smoke.Success)
        {
            yield return "no smoke test of the package's own commit after it was put in";
        }

        if (!FailingSmoke().IsMatch(deploy))
        {
            yield return "a smoke test that fails does not fail the job";
        }

        if (!deploy.Contains("grep -qa \"+$GITHUB_SHA\" out/app/SocialWorkflows.Functions.dll || {", StringComparison.Ordinal) || !deploy.Contains("echo \"$GITHUB_SHA\" > out/commit", StringComparison.Ordinal))
        {
            yield return "the package does not prove its commit before it is kept";
        }

        if (!UploadedCommit().IsMatch(deploy))
        {
            yield return "the kept package leaves no commit for the smoke test";
        }

        if (KeptPackage().Count(deploy) != 2)
        {
            yield return "a package, built or put in again, is not kept for 90 days";
        }

        if (!deploy.Contains("      package_run:\n", StringComparison.Ordinal) || !deploy.Contains("run-id: ${{ inputs.package_run || github.run_id }}", StringComparison.Ordinal))
        {
            yield return "an operator cannot go back to a kept package";
        }

        if (!deploy.Contains("gh run list --workflow deploy.yml --status success --limit 1", StringComparison.Ordinal) || !deploy.Contains("FORMER: ${{ steps.former.outputs.run }}", StringComparison.Ordinal))
        {
            yield return "a smoke test that fails names no former package";
        }

        if (deploy.Contains("owed", StringComparison.Ordinal))
        {
            yield return "a stale comment says that something is owed";
        }
    }

    [GeneratedRegex("""infra-bicep/scripts/smoke\.sh "https://\$HOST" "\$\(cat out/commit\)" \\\n""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Smoke();

    [GeneratedRegex("""      - run: \|\n          infra-bicep/scripts/smoke\.sh [^\n]+ \\\n            \|\| \{ echo "::error::[^"]+"; exit 1; \}\n        env:""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FailingSmoke();

    [GeneratedRegex(@"path: \|\n            out/app\.zip\n            out/commit\n", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UploadedCommit();

    [GeneratedRegex(@"uses: actions/upload-artifact@[^\n]+\n        with:\n          name: app\n(          #[^\n]+\n)?          retention-days: 90\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeptPackage();
}
