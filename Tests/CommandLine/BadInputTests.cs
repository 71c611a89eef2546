using System.Net;
using System.Net.Sockets;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.CommandLine;

/// <summary>What stops a command is one line on standard error, exit code 2, and nothing lost.</summary>
public sealed class BadInputTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Serve_PortInUse_SaysSo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var folder = Temporary();

        var result = await Product.RunAsync(Limit, "serve", "--port", $"{port}", "--data", folder);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain($"{port}");
        result.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Serve_FolderBelowAFile_SaysWhichAndWhatToDo()
    {
        var file = Path.Combine(Temporary(), "file");
        await File.WriteAllTextAsync(file, "x");

        var result = await Product.RunAsync(Limit, "serve", "--port", "0", "--data", Path.Combine(file, "data"));

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(file);
        result.Error.ShouldContain("--data");
        result.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Serve_FolderOfAnotherProcess_SaysSoAndLeavesItAlone()
    {
        var folder = Temporary();
        using var first = await Product.StartUntilAsync("Listening", "serve", "--port", "0", "--data", folder);
        try
        {
            var second = await Product.RunAsync(Limit, "serve", "--port", "0", "--data", folder);
            var verify = await Product.RunAsync(Limit, "verify-journal", "--data", folder);

            (second.ExitCode, verify.ExitCode).ShouldBe((2, 2));
            second.Error.ShouldContain("in use by another process");
            first.HasExited.ShouldBeFalse();
        }
        finally
        {
            first.Kill();
            await first.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task Serve_GarbageCaseStore_SaysSoAndKeepsIt()
    {
        var folder = Temporary();
        var store = Path.Combine(folder, "cases.db");
        SecretKeys.LoadOrCreate(Path.Combine(folder, "keys"), mayCreate: true);
        var garbage = Enumerable.Range(0, 9000).Select(i => (byte)(i * 7)).ToArray();
        await File.WriteAllBytesAsync(store, garbage);

        var result = await Product.RunAsync(Limit, "serve", "--port", "0", "--data", folder);
        var verify = await Product.RunAsync(Limit, "verify-journal", "--data", folder);

        (result.ExitCode, verify.ExitCode).ShouldBe((2, 2));
        result.Error.ShouldContain(store);
        result.Error.ShouldContain("backup");
        (await File.ReadAllBytesAsync(store)).ShouldBe(garbage);
    }

    [Fact]
    public async Task Serve_KeysLostBesideCases_RefusesInsteadOfMakingNewOnes()
    {
        var folder = Temporary();
        await File.WriteAllBytesAsync(Path.Combine(folder, "cases.db"), []);

        var result = await Product.RunAsync(Limit, "serve", "--port", "0", "--data", folder);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("person-lookup.key");
    }

    [Fact]
    public async Task Serve_StaffWithoutHead_SaysWhoIsMissing()
    {
        var folder = Temporary();
        await File.WriteAllTextAsync(
            Path.Combine(folder, "staff.json"),
            """[{ "id": "x", "municipality": "smiltene", "name": "X", "position": "Y", "roles": ["registrar", "worker"] }]""");

        var result = await Product.RunAsync(Limit, "serve", "--port", "0", "--data", folder);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("smiltene has no head");
    }

    [Fact]
    public void Load_PackWithAWrongField_SaysFileFieldAndReason()
    {
        var root = Temporary();
        foreach (var file in Directory.GetFiles(PackFolder.DefaultRoot, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(root, Path.GetRelativePath(PackFolder.DefaultRoot, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var terms = Path.Combine(root, "smiltene", "terms.json");
        File.WriteAllText(terms, File.ReadAllText(terms).Replace("\"workingDays\": 10", "\"workingDays\": -10", StringComparison.Ordinal));

        var problem = Should.Throw<SocialWorkflows.Casework.Packs.PackException>(() => MunicipalityDirectory.Load(root));

        problem.Message.ShouldContain("smiltene/terms.json");
        problem.Message.ShouldContain("workingDays");
    }

    [Fact]
    public async Task Demo_BegunBeforeWithoutResume_RefusesAndChangesNothing()
    {
        var folder = Temporary();
        Directory.CreateDirectory(Path.Combine(folder, "demo"));
        var clock = Path.Combine(folder, "demo", "clock.txt");
        await File.WriteAllTextAsync(clock, "2026-06-08T05:00:00.0000000Z");

        var result = await Product.RunAsync(Limit, "demo", "--auto", "--data", folder);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("--resume");
        File.Exists(Path.Combine(folder, "cases.db")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, "deadline", "--municipality", "smiltene", "--from", "2026-06-08")]
    [InlineData(2, "deadline", "--municipality", "atlantida", "--from", "2026-06-08")]
    [InlineData(2, "deadline", "--municipality", "smiltene", "--from", "08.06.2026")]
    [InlineData(2, "verify-journal", "--data", "/nowhere/at/all")]
    [InlineData(2, "inspect", "/nowhere/at/all.edoc")]
    [InlineData(2, "serve", "--port", "many")]
    [InlineData(2, "dance")]
    public async Task Command_ExitCode_TellsWhatHappened(int expected, params string[] arguments)
    {
        var result = await Product.RunAsync(Limit, arguments);

        result.ExitCode.ShouldBe(expected, result.Error);
        result.Error.ShouldNotContain("   at ");
        (result.Error.Length > 0).ShouldBe(expected != 0);
    }

    private static string Temporary() => Directory.CreateTempSubdirectory("socialworkflows-bad-").FullName;
}
