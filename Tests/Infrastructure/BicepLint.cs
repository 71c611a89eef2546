using System.Diagnostics;
using System.Text.Json;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Infrastructure;

internal sealed record LintProblem(string File, int Line, string Message);

internal sealed record BicepReport(
    int Files,
    int Resources,
    IReadOnlyList<string> Checked,
    IReadOnlyList<string> Unchecked,
    IReadOnlyList<LintProblem> Problems);

/// <summary>The lint of <c>bicep-lint.mjs</c>: no Bicep compiler can be had here, Azure's own resource types can.</summary>
internal static class BicepLint
{
    /// <summary>Syntax, names and the rules of this house, for which nothing of others is needed but the grammar. Skips the test when that is absent.</summary>
    public static BicepReport Of(string folder) => Run(folder);

    /// <summary>And Azure's own types. Skips the test, with the reason, when they are absent.</summary>
    public static BicepReport WithTypes(string folder) => Run(folder, SharedData.Folder("peers", "bicep-types"));

    private static BicepReport Run(params string[] arguments)
    {
        var tests = Path.Combine(Repository.Root, "Tests");
        if (!Directory.Exists(Path.Combine(tests, "node_modules/tree-sitter-bicep")))
        {
            Assert.Skip("tree-sitter-bicep is not installed: run Tests/install");
        }

        var start = new ProcessStartInfo("node", [Path.Combine(tests, "Infrastructure", "bicep-lint.mjs"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var lint = Process.Start(start)!;
        var error = lint.StandardError.ReadToEndAsync();
        var report = lint.StandardOutput.ReadToEnd();
        lint.WaitForExit();
        lint.ExitCode.ShouldBe(0, error.Result);
        return JsonSerializer.Deserialize<BicepReport>(report, JsonSerializerOptions.Web)!;
    }
}
