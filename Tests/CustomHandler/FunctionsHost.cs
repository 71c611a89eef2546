using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Newtonsoft.Json.Linq;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>What became of an invocation, as the host sees it. No result and no failure: the host knows no such function.</summary>
internal sealed record HostOutcome(HostWire.HostResult? Result, string? Failure, bool TimedOut = false, bool HostStopped = false);

/// <summary>When a handler is killed during an invocation.</summary>
public enum KillMoment
{
    /// <summary>With half of the request's body sent.</summary>
    InTheRequest,

    /// <summary>With the whole request sent.</summary>
    AtWork,

    /// <summary>With the answer on its way, which is lost.</summary>
    AfterTheAnswer,
}

/// <param name="After">How long it may work before; only for <see cref="KillMoment.AtWork"/>.</param>
internal sealed record Kill(KillMoment Moment, TimeSpan After = default);

/// <summary>
/// Plays the Functions host for one custom handler: posts invocations in chunks, reads answers as the host does, and kills what does
/// not answer in time. What the real host would not forgive is listed in <see cref="Violations"/>.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    public const string KeyQuery = "code=system-key";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 200 }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Dictionary<string, JArray> _functions;

    /// <param name="appFolder">Function folders and host.json.</param>
    /// <param name="dataFolder">Where the handler works.</param>
    /// <param name="command">What is started; host.json's executable when not said.</param>
    public FunctionsHost(string appFolder, string dataFolder, Func<ProcessStartInfo>? command = null)
    {
        var settings = JObject.Parse(File.ReadAllText(Path.Combine(appFolder, "host.json")));
        _functions = Directory.EnumerateFiles(appFolder, "function.json", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetFileName(Path.GetDirectoryName(file)!),
            file => (JArray)JObject.Parse(File.ReadAllText(file))["bindings"]!,
            StringComparer.OrdinalIgnoreCase);
        Handler = new HandlerUnderHost(command ?? (() => Shipped((string)settings["customHandler"]!["description"]!["defaultExecutablePath"]!, dataFolder)), dataFolder, _http);
        Door = new HostFrontDoor(this, _http);
    }

    /// <summary>Value of durableClient bindings.</summary>
    public required Func<string> DurableClient { get; init; }

    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public HandlerUnderHost Handler { get; }

    /// <summary>Where the public comes in.</summary>
    public HostFrontDoor Door { get; }

    /// <summary>Whether and when the process is killed in the next invocation of a function.</summary>
    public Func<string, Kill?> Kills { get; set; } = _ => null;

    public ConcurrentQueue<string> Violations { get; } = [];

    /// <summary>Every call that is begun, by its function.</summary>
    public ConcurrentDictionary<string, int> Calls { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The built executable, beside the tests.</summary>
    public static string Executable
    {
        get
        {
            var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../Functions/bin/Debug/net10.0/SocialWorkflows.Functions"));
            return File.Exists(path) ? path : path + ".exe";
        }
    }

    public bool Knows(string function) => _functions.ContainsKey(function);

    public JArray Bindings(string function) => _functions[function];

    /// <summary>The built executable, as host.json and the app settings start it.</summary>
    public static ProcessStartInfo Shipped(string named, string dataFolder, params string[] arguments)
    {
        named.ShouldBe("SocialWorkflows.Functions");
        return Of(Executable, dataFolder, arguments);
    }

    public static ProcessStartInfo Of(string executable, string dataFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo(executable, arguments);
        start.Environment["SocialWorkflows__Data"] = dataFolder;
        start.Environment["SignIn__Mode"] = "development";
        start.Environment["Mail__Outgoing__Sender"] = "outbox";
        return start;
    }

    /// <summary>Calls a function that is triggered by text or an object.</summary>
    public Task<HostOutcome> TriggerAsync(string function, string binding, object? value) => InvokeAsync(function, [(binding, value)]);

    public async Task<HostOutcome> InvokeAsync(string function, IEnumerable<(string Name, object? Value)> data, IEnumerable<(string Name, object? Value)>? metadata = null)
    {
        var values = data.ToList();
        if (_functions.TryGetValue(function, out var bindings))
        {
            values.AddRange(bindings.Where(b => (string)b["type"]! == "durableClient").Select(b => ((string)b["name"]!, (object?)DurableClient())));
        }

        Calls.AddOrUpdate(function, 1, (_, count) => count + 1);
        var run = await Handler.ReadyAsync();
        var kill = run.Doom(() => Kills(function));
        try
        {
            using var timeout = new CancellationTokenSource(FunctionTimeout);
            using var request = Request(run, function, HostWire.Invocation(function, values, metadata), kill);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            var outcome = await ReadAsync(function, response, timeout.Token);
            if (kill is not { Moment: KillMoment.AfterTheAnswer })
            {
                return outcome;
            }

            run.Kill(byHost: false);
            return new HostOutcome(null, "An error occurred while sending the request.", HostStopped: Handler.Lost(run));
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or SocketException)
        {
            return new HostOutcome(null, problem.Message, HostStopped: Handler.Lost(run));
        }
        catch (OperationCanceledException)
        {
            Violations.Enqueue($"{function} did not answer within functionTimeout: the process was killed.");
            run.Kill(byHost: true);
            return new HostOutcome(null, "Timeout value was exceeded by function", TimedOut: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Handler.DisposeAsync();
        _http.Dispose();
    }

    private static HttpRequestMessage Request(HandlerRun run, string function, string body, Kill? kill)
    {
        var content = kill?.Moment switch
        {
            KillMoment.InTheRequest => new ChunkedJson(body, atHalf: () => run.Kill(byHost: false)),
            KillMoment.AtWork => new ChunkedJson(body, atEnd: () => _ = KillAsync(run, kill.After)),
            _ => new ChunkedJson(body),
        };
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(run.Address, function)) { Content = content };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Azure-Functions-HostVersion", "4.1037.0");
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        request.Headers.TryAddWithoutValidation("User-Agent", "Azure-Functions-Host/4.1037.0");
        return request;
    }

    private static async Task KillAsync(HandlerRun run, TimeSpan after)
    {
        await Task.Delay(after);
        run.Kill(byHost: false);
    }

    private async Task<HostOutcome> ReadAsync(string function, HttpResponseMessage response, CancellationToken timeout)
    {
        var body = await response.Content.ReadAsStringAsync(timeout);
        if (!response.IsSuccessStatusCode)
        {
            return new HostOutcome(null, $"Response status code does not indicate success: {(int)response.StatusCode} ({response.ReasonPhrase}).");
        }

        if (body.Trim() is "" or "null")
        {
            Violations.Enqueue($"{function} answered 200 with nothing: the host would hang until functionTimeout.");
            return new HostOutcome(null, "hangs");
        }

        if (response.Content.Headers.ContentType?.MediaType is not ("application/json" or "text/json"))
        {
            Violations.Enqueue($"{function} answered with the content type {response.Content.Headers.ContentType}.");
            return new HostOutcome(null, "Invalid HttpResponseMessage");
        }

        return new HostOutcome(HostWire.Read(body), null);
    }
}
