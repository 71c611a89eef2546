using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.CommandLine;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>What <c>functions --out</c> writes, held against the rules of the host (HostFunctionMetadataProvider) and the Durable extension.</summary>
public sealed partial class FunctionFoldersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("functions").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Write_Registry_EveryFunctionHasAFolderTheHostAccepts()
    {
        (await FunctionsCommand.RunAsync(_folder, TextWriter.Null, TextWriter.Null)).ShouldBe(0);

        var folders = Directory.GetDirectories(_folder).Select(path => Path.GetFileName(path)).ToList();
        var registry = new DurableTaskRegistry();
        ApplicationRegistry.Fill(registry);
        folders.ShouldBe(
            [.. registry.Orchestrators.Concat(registry.Activities).Select(n => n.Name), .. ApplicationRegistry.Triggered.Select(f => f.Name), "Pages"],
            ignoreOrder: true);
        foreach (var name in folders)
        {
            ValidName().IsMatch(name).ShouldBeTrue(name);
            name.ToLowerInvariant().ShouldNotBe("host");
            var bindings = (JArray)JObject.Parse(File.ReadAllText(Path.Combine(_folder, name, "function.json")))["bindings"]!;
            bindings.Count.ShouldBeGreaterThan(0);
            bindings.Count(b => ((string)b["type"]!).EndsWith("Trigger", StringComparison.Ordinal)).ShouldBe(1);
            bindings.ShouldAllBe(b => (string)b["name"]! != "$return" && b["dataType"] == null && b["direction"] != null);
            bindings.Select(b => (string)b["name"]!).ShouldBeUnique();
        }
    }

    [Fact]
    public async Task Write_Bindings_AreOfTheRightKind()
    {
        await FunctionsCommand.RunAsync(_folder, TextWriter.Null, TextWriter.Null);

        Types("ApplicationOrchestrator").ShouldBe(["orchestrationTrigger"]);
        Types("FileMessage").ShouldBe(["activityTrigger", "durableClient"]);
        Types("Housekeeping").ShouldBe(["timerTrigger", "durableClient"]);
        Types("Pages").ShouldBe(["httpTrigger", "http"]);
        var pages = Bindings("Pages")[0]!;
        ((string)pages["route"]!).ShouldBe("{*path}");
        ((string)pages["authLevel"]!).ShouldBe("anonymous");
        ((string)Bindings("TakeInMail")[0]!["schedule"]!).Split(' ').Length.ShouldBe(6);
    }

    /// <summary>What drives orchestrations is called by the host alone: nothing of ours opens it to the net.</summary>
    [Fact]
    public async Task S03_Write_OnlyThePagesAnswerHttp()
    {
        await FunctionsCommand.RunAsync(_folder, TextWriter.Null, TextWriter.Null);

        Directory.GetDirectories(_folder).Select(f => Path.GetFileName(f)).Where(f => Types(f).Any(t => t.StartsWith("http", StringComparison.OrdinalIgnoreCase))).ShouldBe(["Pages"]);
    }

    [Fact]
    public async Task Write_HostJson_SelectsTheHandlerTheBundleAndTheTaskHub()
    {
        await FunctionsCommand.RunAsync(_folder, TextWriter.Null, TextWriter.Null);

        var host = JObject.Parse(File.ReadAllText(Path.Combine(_folder, "host.json")));
        ((string)host["version"]!).ShouldBe("2.0");
        ((string)host["customHandler"]!["description"]!["defaultExecutablePath"]!).ShouldBe(Path.GetFileNameWithoutExtension(FunctionsHost.Executable) + Path.GetExtension(FunctionsHost.Executable).Replace(".exe", "", StringComparison.Ordinal));
        ((bool)host["customHandler"]!["enableProxyingHttpRequest"]!).ShouldBeTrue();
        host["customHandler"]!["description"]!["arguments"].ShouldBeNull();
        ((string)host["extensionBundle"]!["version"]!).ShouldBe("[4.*, 5.0.0)");
        var durable = host["extensions"]!["durableTask"]!;
        ((string)durable["hubName"]!).ShouldBe(DurableSidecar.TaskHub);
        ((string)durable["defaultVersion"]!).ShouldBe(OrchestrationVersion.Current);
        ((int)durable["maxConcurrentActivityFunctions"]!).ShouldBeGreaterThan(0);
        ((bool)durable["extendedSessionsEnabled"]!).ShouldBeFalse();
        ((string)host["extensions"]!["http"]!["routePrefix"]!).ShouldBe("");
    }

    [Fact]
    public async Task Write_FolderHasAFunctionOfAnOlderBuild_SaysWhichAndFails()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "Retired"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "Retired", "function.json"), """{"bindings":[]}""");
        Directory.CreateDirectory(Path.Combine(_folder, "wwwroot"));
        var error = new StringWriter();

        (await FunctionsCommand.RunAsync(_folder, TextWriter.Null, error)).ShouldBe(2);

        error.ToString().ShouldContain("does not know: Retired.");
        File.Exists(Path.Combine(_folder, "Retired", "function.json")).ShouldBeTrue("it is not ours to delete");
    }

    [Fact]
    public async Task Write_FolderIsAFile_SaysWhatToDo()
    {
        var file = Path.Combine(_folder, "taken");
        await File.WriteAllTextAsync(file, "x");
        var error = new StringWriter();

        (await FunctionsCommand.RunAsync(file, TextWriter.Null, error)).ShouldBe(2);

        error.ToString().ShouldContain("--out");
    }

    private JArray Bindings(string function) => (JArray)JObject.Parse(File.ReadAllText(Path.Combine(_folder, function, "function.json")))["bindings"]!;

    private List<string> Types(string function) => [.. Bindings(function).Select(b => (string)b["type"]!)];

    [GeneratedRegex(@"^[a-z][a-z0-9_\-]{0,127}$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ValidName();
}
