using System.Diagnostics;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The process as the host's child: it never ends with 0, since the host would not start it again.</summary>
public sealed class HandlerProcessTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("handler").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Serve_ToldToEnd_ExitCodeIsNotZero()
    {
        using var process = Start("39917");
        using var http = new HttpClient();
        await AnsweringAsync(http, process);

        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(200);
    }

    [Fact]
    public async Task Serve_PortIsNone_SaysSoAndEndsWithAnError()
    {
        using var process = Start("none");
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(2);
        error.ShouldContain("FUNCTIONS_CUSTOMHANDLER_PORT");
    }

    private static async Task AnsweringAsync(HttpClient http, Process process)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!process.HasExited)
        {
            try
            {
                using var any = await http.GetAsync(new Uri("http://127.0.0.1:39917/"), limit.Token);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(25, limit.Token);
            }
        }
    }

    private Process Start(string port)
    {
        var start = new ProcessStartInfo(FunctionsHost.Executable) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port;
        start.Environment["SocialWorkflows__Data"] = _data;
        return Process.Start(start)!;
    }
}
