using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using SocialWorkflows.DurableTask.CustomHandler;

namespace SocialWorkflows.Functions.Hosting.CustomHandler;

/// <summary>
/// A page request that the host wrapped in an envelope, sent through the same pages as a forwarded one. Text only: the envelope
/// has no way back for other bytes, which is why host.json asks for proxying.
/// </summary>
internal static class HttpEnvelope
{
    /// <exception cref="MalformedInvocationException">No method or address in it.</exception>
    public static async Task<Dictionary<string, object>> AnswerAsync(JsonElement request, RequestDelegate pages, HttpContext outer)
    {
        var response = new Answer();
        using var body = new MemoryStream();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(Request(request));
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature());
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = outer.RequestAborted });
        await using var scope = outer.RequestServices.CreateAsyncScope();
        features.Set<IServiceProvidersFeature>(new Services { RequestServices = scope.ServiceProvider });

        var inner = outer.RequestServices.GetRequiredService<IHttpContextFactory>().Create(features);
        try
        {
            await pages(inner);
            await response.StartAsync();
            await inner.Response.CompleteAsync();
        }
        finally
        {
            outer.RequestServices.GetRequiredService<IHttpContextFactory>().Dispose(inner);
        }

        return new Dictionary<string, object>
        {
            ["statusCode"] = response.StatusCode,
            ["headers"] = response.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            ["body"] = Encoding.UTF8.GetString(body.ToArray()),
        };
    }

    private static HttpRequestFeature Request(JsonElement request)
    {
        if (Text(request, "Method") is not { } method || !Uri.TryCreate(Text(request, "Url"), UriKind.Absolute, out var url))
        {
            throw new MalformedInvocationException("The request in the envelope has no method or no address.");
        }

        var feature = new HttpRequestFeature
        {
            Method = method,
            Scheme = url.Scheme,
            Protocol = "HTTP/1.1",
            Path = Uri.UnescapeDataString(url.AbsolutePath),
            QueryString = url.Query,
            RawTarget = url.PathAndQuery,
            Body = new MemoryStream(Encoding.UTF8.GetBytes(BodyText(request))),
        };
        if (request.TryGetProperty("Headers", out var headers) && headers.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in headers.EnumerateObject())
            {
                feature.Headers[header.Name] = header.Value.ValueKind == JsonValueKind.Array
                    ? header.Value.EnumerateArray().Select(value => value.ToString()).ToArray()
                    : new[] { header.Value.ToString() };
            }
        }

        feature.Headers.Host = url.Authority;
        feature.Headers.ContentLength = feature.Body.Length;
        return feature;
    }

    private static string BodyText(JsonElement request) => request.TryGetProperty("Body", out var body)
        ? body.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => string.Empty,
            JsonValueKind.String => body.GetString()!,
            _ => body.GetRawText(),
        }
        : string.Empty;

    private static string? Text(JsonElement request, string name) =>
        request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed class Services : IServiceProvidersFeature
    {
        public required IServiceProvider RequestServices { get; set; }
    }

    /// <summary>Runs what the pages want done before the first byte, as a server does: cookies and security headers are set there.</summary>
    private sealed class Answer : HttpResponseFeature
    {
        private readonly Stack<(Func<object, Task> Callback, object State)> _starting = [];
        private bool _started;

        public override bool HasStarted => _started;

        public override void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

        public async Task StartAsync()
        {
            while (_starting.TryPop(out var next))
            {
                await next.Callback(next.State);
            }

            _started = true;
        }
    }
}
