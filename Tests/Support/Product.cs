using System.Diagnostics;

namespace SocialWorkflows.Tests.Support;

internal sealed record ProductResult(int ExitCode, string Output, string Error);

/// <summary>The executable itself, as a process.</summary>
internal static class Product
{
    public static Process Start(params string[] arguments) => Start(new Dictionary<string, string?>(), arguments);

    private static Process Start(IReadOnlyDictionary<string, string?> settings, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "SocialWorkflows.Functions.dll"));
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["SignIn__Mode"] = "development";
        start.Environment["Mail__Outgoing__Sender"] = "outbox";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static Task<ProductResult> RunAsync(TimeSpan limit, params string[] arguments) => RunAsync(limit, new Dictionary<string, string?>(), arguments);

    /// <summary>A setting of null is taken away.</summary>
    public static async Task<ProductResult> RunAsync(TimeSpan limit, IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        using var process = Start(settings, arguments);
        using var patience = new CancellationTokenSource(limit);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException problem)
        {
            process.Kill();
            throw new TimeoutException($"'{string.Join(' ', arguments)}' did not end in {limit}.", problem);
        }

        return new ProductResult(process.ExitCode, await output, await error);
    }

    public static Task<ProductResult> RunAsync(params string[] arguments) => RunAsync(TimeSpan.FromSeconds(90), arguments);

    /// <summary>Runs a command that does not end by itself until a line of its output contains the words, then kills it.</summary>
    public static async Task<Process> StartUntilAsync(string words, params string[] arguments)
    {
        var process = Start(arguments);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return process;
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }
}
