using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Newtonsoft.Json.Linq;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>What became of an invocation, as the host sees it.</summary>
internal sealed record HostOutcome(HostWire.HostResult? Result, string? Failure, bool TimedOut = false);

/// <summary>
/// Plays the Functions host for one custom handler: starts the executable, probes it, posts invocations in chunks, reads
/// answers as the host does, kills and restarts. What the real host would not forgive is listed in <see cref="Violations"/>.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    public const string KeyQuery = "code=system-key";

    private static readonly TimeSpan FunctionTimeout = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 200 }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly JObject _settings;
    private readonly Dictionary<string, JArray> _functions;
    private readonly string[] _arguments;
    private readonly string _data;
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly StringBuilder _output = new();
    private Process? _process;
    private int _port;

    public FunctionsHost(string appFolder, string dataFolder, params string[] arguments)
    {
        _settings = JObject.Parse(File.ReadAllText(Path.Combine(appFolder, "host.json")));
        _functions = Directory.EnumerateFiles(appFolder, "function.json", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetFileName(Path.GetDirectoryName(file)!), file => (JArray)JObject.Parse(File.ReadAllText(file))["bindings"]!);
        _arguments = arguments;
        _data = dataFolder;
    }

    /// <summary>Value of durableClient bindings.</summary>
    public required Func<string> DurableClient { get; init; }

    /// <summary>Whether the process is killed in this invocation, once its body is sent, before the answer is read.</summary>
    public Func<string, bool> KillsDuring { get; set; } = _ => false;

    /// <summary>Whether the process is killed after it answered, and the answer is lost.</summary>
    public Func<string, bool> KillsAfter { get; set; } = _ => false;

    /// <summary>App settings, as the host gives them to its child.</summary>
    public Dictionary<string, string> AppSettings { get; } = [];

    public ConcurrentQueue<string> Violations { get; } = [];

    public int Starts { get; private set; }

    public IEnumerable<string> Functions => _functions.Keys;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The built executable, beside the tests.</summary>
    public static string Executable
    {
        get
        {
            var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../Functions/bin/Debug/net10.0/SocialWorkflows.Functions"));
            return File.Exists(path) ? path : path + ".exe";
        }
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

        var process = await ReadyAsync();
        try
        {
            using var request = Request(function, HostWire.Invocation(function, values, metadata));
            using var timeout = new CancellationTokenSource(FunctionTimeout);
            var answering = _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            if (KillsDuring(function))
            {
                Kill(process);
            }

            using var response = await answering;
            var outcome = await ReadAsync(function, response, timeout.Token);
            if (!KillsAfter(function))
            {
                return outcome;
            }

            Kill(process);
            return new HostOutcome(null, "An error occurred while sending the request.");
        }
        catch (HttpRequestException problem)
        {
            return new HostOutcome(null, problem.Message);
        }
        catch (Exception problem) when (problem is IOException or SocketException)
        {
            return new HostOutcome(null, problem.Message);
        }
        catch (OperationCanceledException)
        {
            Violations.Enqueue($"{function} did not answer within functionTimeout: the process was killed.");
            Kill(process);
            return new HostOutcome(null, "Timeout value was exceeded by function", TimedOut: true);
        }
    }

    /// <summary>A request of the public to the catch-all function, as the front end, the host and its proxy (or old forwarding) pass it on.</summary>
    public async Task<HttpResponseMessage> FetchAsync(HttpRequestMessage request, bool proxies = true)
    {
        await ReadyAsync();
        using var passed = new HttpRequestMessage(request.Method, new Uri($"http://127.0.0.1:{_port}{request.RequestUri!.PathAndQuery}"));
        foreach (var header in request.Headers)
        {
            passed.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        if (request.Content is not null && (proxies || request.Headers.TransferEncodingChunked != true))
        {
            passed.Content = request.Content;
        }

        passed.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.7:51000");
        passed.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        passed.Headers.TryAddWithoutValidation("X-ARR-LOG-ID", "7f3ab6de-0c5c-4c36-9d3a-0b8f2ad5f1ab");
        passed.Headers.TryAddWithoutValidation("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        passed.Headers.TryAddWithoutValidation("X-Azure-Functions-HostVersion", "4.1037.0.0");
        return await _http.SendAsync(passed);
    }

    public async Task KillAsync() => Kill(await ReadyAsync());

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            Kill(process);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _http.Dispose();
        _starting.Dispose();
    }

    private HttpRequestMessage Request(string function, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{_port}/{function}") { Content = new ChunkedJson(body) };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Azure-Functions-HostVersion", "4.1037.0.0");
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        request.Headers.TryAddWithoutValidation("User-Agent", "Azure-Functions-Host/4.1037.0.0");
        return request;
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

    private async Task<Process> ReadyAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_process is { HasExited: false } running)
            {
                return running;
            }

            if (_process is { ExitCode: 0 })
            {
                throw new InvalidOperationException("The handler ended with exit code 0: the host never starts it again.");
            }

            _process?.Dispose();
            _process = Start();
            await ProbeAsync(_process);
            return _process;
        }
        finally
        {
            _starting.Release();
        }
    }

    private Process Start()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        ((string)_settings["customHandler"]!["description"]!["defaultExecutablePath"]!).ShouldBe("SocialWorkflows.Functions");
        var start = new ProcessStartInfo(Executable, _arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = _data };
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = start.Environment["FUNCTIONS_HTTPWORKER_PORT"] = $"{_port}";
        start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = Guid.NewGuid().ToString();
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = _data;
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "custom";
        start.Environment["SocialWorkflows__Data"] = _data;
        foreach (var (name, value) in AppSettings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Starts++;
        return process;
    }

    private async Task ProbeAsync(Process process)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                using var any = await _http.GetAsync(new Uri($"http://127.0.0.1:{_port}/"), limit.Token);
                return;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(25, limit.Token);
            }
        }
    }

    private void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            Keep("The process had exited before it was killed.");
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    /// <summary>Content of unknown length, as the host's ObjectContent.</summary>
    private sealed class ChunkedJson : HttpContent
    {
        private readonly byte[] _bytes;

        public ChunkedJson(string body)
        {
            _bytes = Encoding.UTF8.GetBytes(body);
            Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var at = 0; at < _bytes.Length; at += 64 * 1024)
            {
                await stream.WriteAsync(_bytes.AsMemory(at, Math.Min(64 * 1024, _bytes.Length - at)));
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
