using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The process as the host's child: it never ends with 0, since the host would not start it again.</summary>
public sealed class HandlerProcessTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("handler").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Serve_ToldToEnd_ExitCodeIsNotZero()
    {
        using var http = new HttpClient();
        var (process, address) = await StartAnsweringAsync(http);
        using var started = process;

        (await http.GetAsync(address)).IsSuccessStatusCode.ShouldBeTrue();
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

    /// <summary>On a port that was free a moment ago; when somebody else was faster, on another.</summary>
    private async Task<(Process Process, Uri Address)> StartAnsweringAsync(HttpClient http)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            int port;
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                port = ((IPEndPoint)free.LocalEndpoint).Port;
            }

            var process = Start($"{port}");
            var address = new Uri($"http://127.0.0.1:{port}/");
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (!process.HasExited)
            {
                try
                {
                    using var any = await http.GetAsync(address, limit.Token);
                    return (process, address);
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(25, limit.Token);
                }
            }

            process.Dispose();
        }

        throw new InvalidOperationException("The handler did not start.");
    }

    private Process Start(string port)
    {
        var start = new ProcessStartInfo(FunctionsHost.Executable) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port;
        start.Environment["SocialWorkflows__Data"] = _data;
        start.Environment["SignIn__Mode"] = "development";
        start.Environment["Mail__Outgoing__Sender"] = "outbox";
        return Process.Start(start)!;
    }
}
