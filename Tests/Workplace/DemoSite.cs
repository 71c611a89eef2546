using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>The real product in its own process, showing the demo's cases, and a real browser that reaches nothing else.</summary>
public sealed class DemoSite : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly StringBuilder _output = new();
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("socialworkflows-site-");
    private Process? _process;
    private LoopbackBrowser? _browser;

    public string Address { get; private set; } = "";

    public static string Screens { get; } = Directory.CreateDirectory(Path.Combine(Repository.Root, "Tests", "out", "screens")).FullName;

    /// <summary>What residents were mailed, one file a mail.</summary>
    public IEnumerable<string> Outbox => new[] { "new", "cur" }.Select(part => Path.Combine(_data.FullName, "outbox", part)).Where(Directory.Exists).SelectMany(Directory.EnumerateFiles);

    public static string? Axe { get; } = Repository.Existing(Path.Combine(Repository.Root, "Tests", "node_modules", "axe-core", "axe.min.js"));

    public async ValueTask InitializeAsync()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "SocialWorkflows.Functions.dll"), "demo", "--data", _data.FullName, "--port", "0" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Resident__PublicAddress"] = "https://statuss.example/" },
        })!;
        _process.OutputDataReceived += (_, line) => Read(line.Data, started);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, started);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => started.TrySetException(new InvalidOperationException($"The demo ended early: {_output}"));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await started.Task.WaitAsync(Patience);
        _browser = await LoopbackBrowser.LaunchAsync();
    }

    /// <summary>The demo's stand-in for a scanner finds these files clean; it answers for none that it has not been told of.</summary>
    public void LetScannerKnow(byte[] file) => File.AppendAllText(Path.Combine(_data.FullName, "demo", "known-files.txt"), Convert.ToHexStringLower(SHA256.HashData(file)) + "\n");

    /// <summary>A fresh browser profile whose requests to anything but loopback fail.</summary>
    public Task<IPage> OpenAsync(string? path = null, float width = 1360, float height = 900) => LoopbackBrowser.OpenAsync(_browser, Address, path, width, height);

    public async Task<IPage> SignInAsync(string name, string path = "/")
    {
        var page = await OpenAsync(path);
        await page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        return page;
    }

    /// <summary>Keeps a picture for whoever looks; a browser under load sometimes draws no frame, so a second try is given.</summary>
    public static async Task ShootAsync(IPage page, string name)
    {
        var picture = new PageScreenshotOptions { Path = Path.Combine(Screens, name + ".png"), FullPage = true, Timeout = 30_000 };
        try
        {
            await page.ScreenshotAsync(picture);
        }
        catch (TimeoutException)
        {
            await page.ScreenshotAsync(picture);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _data.Delete(recursive: true);
    }

    private void Read(string? line, TaskCompletionSource started)
    {
        const string Listening = "Listening on ";
        if (line is null)
        {
            return;
        }

        _output.AppendLine(line);
        if (line.StartsWith(Listening, StringComparison.Ordinal))
        {
            Address = line[Listening.Length..].Trim();
        }

        if (line.StartsWith("Demo data:", StringComparison.Ordinal))
        {
            started.TrySetResult();
        }
    }
}

internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string? OnPath(string program) => Environment.GetEnvironmentVariable("PATH")!
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    public static string? Existing(string path) => File.Exists(path) ? path : null;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SocialWorkflows.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie inside the repository.");
    }
}
