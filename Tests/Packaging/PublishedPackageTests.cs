using System.Diagnostics;
using System.IO.Compression;
using SocialWorkflows.DurableTask.Protocol;
using SocialWorkflows.Tests.CustomHandler;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Packaging;

/// <summary>What is deployed: it is whole, small enough, needs no .NET of the machine, and works under the host and by itself.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class PublishedPackageTests(PublishedPackage package) : IClassFixture<PublishedPackage>
{
    private const long LargestZip = 120 * 1024 * 1024;

    /// <summary>To the first answered request, on two cores with nothing beside it.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(1.5);

    /// <summary>No start can be in time that needs more of two cores.</summary>
    private static readonly TimeSpan MostProcessor = 2 * LongestStart;

    [Fact]
    public void Package_Zipped_StaysUnderTheLimit()
    {
        var zip = Path.GetTempFileName();
        try
        {
            using (var file = File.Create(zip))
            {
                ZipFile.CreateFromDirectory(package.Folder, file, CompressionLevel.Fastest, includeBaseDirectory: false);
            }

            var bytes = new FileInfo(zip).Length;
            TestContext.Current.SendDiagnosticMessage($"{bytes / 1048576.0:F1} MB zipped");
            bytes.ShouldBeInRange(20 * 1024 * 1024, LargestZip);
        }
        finally
        {
            File.Delete(zip);
        }
    }

    [Fact]
    public void Package_Layout_IsTheHosts()
    {
        (!OperatingSystem.IsWindows() && File.GetUnixFileMode(package.Executable).HasFlag(UnixFileMode.UserExecute | UnixFileMode.OtherExecute)).ShouldBeTrue();
        File.Exists(Path.Combine(package.Folder, "host.json")).ShouldBeTrue();
        File.Exists(Path.Combine(package.Folder, "ApplicationOrchestrator", "function.json")).ShouldBeTrue();
        File.Exists(Path.Combine(package.Folder, "Municipalities", "smiltene", "services.json")).ShouldBeTrue();
        File.Exists(Path.Combine(package.Folder, "wwwroot", "vendor", "adaptivecards.min.js")).ShouldBeTrue();
        File.Exists(Path.Combine(package.Folder, "fonts", "DejaVuSans.ttf")).ShouldBeTrue();
        Directory.EnumerateFiles(package.Folder, "*.pdb").ShouldBeEmpty();
    }

    [Fact]
    public async Task Publish_FolderWithOlderFiles_IsRefusedAndLeftAlone()
    {
        var (code, output) = await PublishedPackage.PublishAsync(package.Folder);

        code.ShouldBe(2);
        output.ShouldContain("is not empty");
    }

    [Fact]
    public async Task Package_DrivenByTheHost_FirstOrchestrationDone()
    {
        await using var play = await HostedDemoPlay.StartAsync(repeatsEvery: 0, WithoutDotnet, package.Folder);
        var clock = Stopwatch.StartNew();
        var run = await play.Host.Handler.ReadyAsync();
        TestContext.Current.SendDiagnosticMessage($"first answer after {clock.ElapsedMilliseconds} ms");

        while (!play.Hub.Instances.Any(i => i.Status == OrchestrationStatus.Completed))
        {
            await play.TurnAsync();
        }

        play.Host.Violations.ShouldBeEmpty();
        using var http = new HttpClient { BaseAddress = run.Address };
        (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).EnsureSuccessStatusCode();
        (await http.GetAsync(new Uri("/vendor/adaptivecards.min.js", UriKind.Relative))).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Package_OnAServer_ServesAndIsBackedUpMeanwhile()
    {
        var root = Directory.CreateTempSubdirectory("socialworkflows-server-");
        var (data, backup) = (Path.Combine(root.FullName, "data"), Path.Combine(root.FullName, "backup"));
        using var service = Process.Start(Command("serve", "--data", data, "--port", "0"))!;
        try
        {
            using var http = new HttpClient { BaseAddress = await AddressAsync(service) };
            (await http.GetAsync(new Uri("/health", UriKind.Relative))).EnsureSuccessStatusCode();

            (await RunAsync("backup", "--data", data, "--out", backup)).ShouldBe(0);
            (await RunAsync("restore", "--from", backup, "--data", Path.Combine(root.FullName, "restored"))).ShouldBe(0);
        }
        finally
        {
            service.Kill(entireProcessTree: true);
            await service.WaitForExitAsync();
            root.Delete(recursive: true);
        }
    }

    /// <summary>The best of a few starts counts. A slow or busy machine leaves the goal unproved, and the test says so; one that needs twice as long fails.</summary>
    [Fact]
    public async Task Package_StartedByItself_AnswersInTime()
    {
        List<(TimeSpan Passed, TimeSpan Used)> starts = [];
        while (starts.Count < 5 && !starts.Exists(s => s.Passed < LongestStart))
        {
            starts.Add(await StartAsync());
        }

        var (passed, used) = starts.MinBy(s => s.Passed);
        var said = $"first answer after {passed.TotalMilliseconds:F0} ms, of which the processor {used.TotalMilliseconds:F0} ms";
        TestContext.Current.SendDiagnosticMessage(said);
        starts.Min(s => s.Used).ShouldBeLessThan(MostProcessor);
        passed.ShouldBeLessThan(LongestStart * 2);
        Assert.SkipWhen(passed >= LongestStart, $"Not within {LongestStart.TotalSeconds} s on this machine now, so the goal is unproved here: {said}.");
    }

    private async Task<(TimeSpan Passed, TimeSpan Used)> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("socialworkflows-start-");
        var clock = Stopwatch.StartNew();
        using var service = Process.Start(Command("serve", "--data", data.FullName, "--port", "0"))!;
        try
        {
            using var http = new HttpClient { BaseAddress = await AddressAsync(service) };
            (await http.GetAsync(new Uri("/health", UriKind.Relative))).EnsureSuccessStatusCode();
            return (clock.Elapsed, service.TotalProcessorTime);
        }
        finally
        {
            service.Kill(entireProcessTree: true);
            await service.WaitForExitAsync();
            data.Delete(recursive: true);
        }
    }

    /// <summary>Whether both cores are ours: work for each of them that gets less than nine tenths of the time that passes.</summary>
    private static async Task<Uri> AddressAsync(Process service)
    {
        const string Words = "Listening on ";
        while (await service.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Words, StringComparison.Ordinal))
            {
                return new Uri(line[Words.Length..]);
            }
        }

        throw new InvalidOperationException(await service.StandardError.ReadToEndAsync());
    }

    private ProcessStartInfo Command(params string[] arguments)
    {
        var start = new ProcessStartInfo(package.Executable, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SignIn__Mode"] = "development";
        start.Environment["Mail__Outgoing__Sender"] = "outbox";
        foreach (var (name, value) in WithoutDotnet)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async Task<int> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Command(arguments))!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        TestContext.Current.SendDiagnosticMessage(await output + await error);
        return process.ExitCode;
    }

    /// <summary>A machine where .NET is not installed, or not found.</summary>
    private static IEnumerable<KeyValuePair<string, string>> WithoutDotnet =>
        [new("PATH", "/nowhere"), new("DOTNET_ROOT", "/nowhere"), new("DOTNET_ROOT_X64", "/nowhere")];
}
