using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.CustomHandler;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting.CustomHandler;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The driver in this process, with functions of the tests.</summary>
internal sealed class TestHandler : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestHandler(WebApplication app)
    {
        _app = app;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Http { get; }

    public DurableTaskClient Client => _app.Services.GetRequiredService<DurableTaskClient>();

    public DurableEndpoint Endpoint => _app.Services.GetRequiredService<DurableEndpoint>();

    public SimulatedTime Time => (SimulatedTime)_app.Services.GetRequiredService<TimeProvider>();

    /// <param name="port">0 for any.</param>
    /// <param name="register">Adds to the functions of its own.</param>
    /// <param name="settings">App settings.</param>
    public static async Task<TestHandler> StartAsync(
        int port = 0, Action<DurableTaskRegistry>? register = null, IEnumerable<KeyValuePair<string, string?>>? settings = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton<TimeProvider>(new SimulatedTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        CustomHandlerApp.AddDriver(
            builder,
            port,
            registry => (register is null ? registry : Add(registry, register))
                .AddOrchestratorFunc<object?, string>("HelloCities", async (context, _) => await context.CallActivityAsync<string>("SayHello", "Tokyo"))
                .AddOrchestratorFunc<int>("Long", LongAsync)
                .AddOrchestratorFunc<string>("Failing", Failing)
                .AddOrchestratorFunc<string>("FailingPlainly", FailingPlainly)
                .AddActivityFunc<string, string>("SayHello", (_, name) => $"Hello, {name}!")
                .AddActivityFunc<JsonNode?, JsonNode?>("Echo", (_, input) => input)
                .AddActivityFunc<string, string>("WhoCalls", (context, _) => context.InstanceId)
                .AddActivityFunc<string, string>("Throw", Throw),
            [new TriggeredFunction("Queued", new QueueTrigger("q"), (_, text, _) => text == "boom" ? throw new InvalidOperationException("boom") : Task.FromResult($"{{\"got\":\"{text}\"}}"))]);
        var app = builder.Build();
        app.UseMiddleware<InvocationMiddleware>();
        app.UseRouting();
        app.Map("/api/x", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            http.Response.OnStarting(() =>
            {
                http.Response.Headers["X-Late"] = "yes";
                return Task.CompletedTask;
            });
            http.Response.StatusCode = 201;
            await http.Response.WriteAsync($"{http.Request.Method} y={http.Request.Query["y"]} {await reader.ReadToEndAsync()}");
        });
        await app.StartAsync();
        return new TestHandler(app);

        static DurableTaskRegistry Add(DurableTaskRegistry registry, Action<DurableTaskRegistry> register)
        {
            register(registry);
            return registry;
        }

        static string Throw(TaskActivityContext context, string input) => throw new InvalidOperationException("the case has moved", new TimeoutException("late"));

        static async Task<int> LongAsync(TaskOrchestrationContext context)
        {
            var length = 0;
            for (var i = 0; i < 50; i++)
            {
                length += (await context.CallActivityAsync<string>("SayHello", "x")).Length;
            }

            return length;
        }

        static async Task<string> FailingPlainly(TaskOrchestrationContext context)
        {
            try
            {
                return await context.CallActivityAsync<string>("Throw", "x");
            }
            catch (TaskFailedException failed)
            {
                return $"{failed.FailureDetails.ErrorType}|{failed.FailureDetails.ErrorMessage}|{failed.FailureDetails.IsNonRetriable}";
            }
        }

        static async Task<string> Failing(TaskOrchestrationContext context)
        {
            try
            {
                return await context.CallActivityAsync<string>("Throw", "x");
            }
            catch (TaskFailedException failed)
            {
                return $"{failed.FailureDetails.ErrorType}|{failed.FailureDetails.ErrorMessage}|{failed.FailureDetails.InnerFailure!.ErrorType}|{failed.FailureDetails.IsNonRetriable}";
            }
        }
    }

    public static HttpRequestMessage Invocation(string function, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/{function}") { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Azure-Functions-HostVersion", "4.1037.0.0");
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        request.Headers.TryAddWithoutValidation("User-Agent", "Azure-Functions-Host/4.1037.0.0");
        return request;
    }

    /// <summary>Invokes as the host does, and reads the answer as the host does.</summary>
    public async Task<HostWire.HostResult> InvokeAsync(string function, string body)
    {
        using var request = Invocation(function, body);
        using var response = await Http.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(200);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        var text = await response.Content.ReadAsStringAsync();
        text.Trim().ShouldNotBeOneOf("", "null");
        return HostWire.Read(text)!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
