using System.Diagnostics;
using System.Text.Json;

namespace SocialWorkflows.Tests.Mail.Peers;

/// <summary>mailparser and postal-mime (npm, lock file) as second and third opinion on what a mail says.</summary>
internal static class NodeParsers
{
    public static readonly string[] Names = ["mailparser", "postal-mime"];

    public static IReadOnlyList<Answers> Read(IReadOnlyList<string> paths)
    {
        var modules = Path.Combine(Repository.Root, "Tests", "node_modules");
        Assert.SkipUnless(Directory.Exists(Path.Combine(modules, "mailparser")) && Directory.Exists(Path.Combine(modules, "postal-mime")), "mailparser and postal-mime are not installed (Tests/install).");
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repository.Root, "Tests/Mail/Peers/mime-peers.mjs"), modules])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(string.Join('\n', paths));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors.GetAwaiter().GetResult());
        return JsonSerializer.Deserialize<List<Answers>>(output, JsonSerializerOptions.Web)!;
    }

    internal sealed record Answers(string Path, Answer Mailparser, Answer PostalMime)
    {
        public Answer Of(string peer) => peer == Names[0] ? Mailparser : PostalMime;
    }

    /// <summary>Error is set when the peer gave up.</summary>
    internal sealed record Answer(
        string? Error, string? Subject, string[]? From, string[]? To, string[]? Names, string? MessageId, string? Date, string? Text, string? Html, FileAnswer[]? Files);

    internal sealed record FileAnswer(string Name, string Type, string Hash, long Size);
}
