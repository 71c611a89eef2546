using System.Text;
using Newtonsoft.Json.Linq;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>How the host gives a page request to its handler.</summary>
public enum PageWay
{
    /// <summary>enableProxyingHttpRequest: everything streams through.</summary>
    Proxying,

    /// <summary>enableForwardingHttpRequest: a body of unknown length is lost.</summary>
    Forwarding,

    /// <summary>Neither: in an envelope, as text; a body of unknown length is lost.</summary>
    Envelope,
}

/// <summary>Requests of the public to the catch-all function, as Azure's front end and the host pass them on.</summary>
internal sealed class HostFrontDoor(FunctionsHost host, HttpClient http)
{
    private const string Pages = "Pages";

    /// <param name="local">The host runs on a developer's machine: no front end has marked the request.</param>
    public async Task<HttpResponseMessage> FetchAsync(HttpRequestMessage request, PageWay way = PageWay.Proxying, bool local = false)
    {
        var route = host.Bindings(Pages).First(binding => (string)binding["type"]! == "httpTrigger");
        if (!route["methods"]!.Any(method => string.Equals((string)method!, request.Method.Method, StringComparison.OrdinalIgnoreCase)))
        {
            return new HttpResponseMessage(System.Net.HttpStatusCode.NotFound);
        }

        if (!local)
        {
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.7:51000");
            request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
            request.Headers.TryAddWithoutValidation("X-ARR-LOG-ID", "7f3ab6de-0c5c-4c36-9d3a-0b8f2ad5f1ab");
        }

        var body = request.Content is null || (way != PageWay.Proxying && request.Headers.TransferEncodingChunked == true)
            ? null
            : await request.Content.ReadAsByteArrayAsync();
        return way == PageWay.Envelope ? await InEnvelopeAsync(request, body) : await PassOnAsync(request, body);
    }

    private async Task<HttpResponseMessage> PassOnAsync(HttpRequestMessage request, byte[]? body)
    {
        var run = await host.Handler.ReadyAsync();
        using var passed = new HttpRequestMessage(request.Method, new Uri(run.Address, request.RequestUri!.PathAndQuery)) { Content = body is null ? null : new ByteArrayContent(body) };
        foreach (var header in request.Headers.Where(header => header.Key != "Transfer-Encoding"))
        {
            passed.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        foreach (var header in request.Content?.Headers.Where(header => body is not null && header.Key != "Content-Length") ?? [])
        {
            passed.Content!.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        passed.Headers.TryAddWithoutValidation("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        passed.Headers.TryAddWithoutValidation("X-Azure-Functions-HostVersion", "4.1037.0");
        return await http.SendAsync(passed);
    }

    private async Task<HttpResponseMessage> InEnvelopeAsync(HttpRequestMessage request, byte[]? body)
    {
        var headers = request.Headers.Concat(body is null ? [] : request.Content!.Headers)
            .Where(header => header.Key != "Transfer-Encoding")
            .ToDictionary(header => header.Key, header => header.Value.ToArray());
        var outcome = await host.TriggerAsync(Pages, "req", new JObject
        {
            ["Url"] = request.RequestUri!.ToString(),
            ["Method"] = request.Method.Method,
            ["Query"] = new JObject(),
            ["Headers"] = JObject.FromObject(headers),
            ["Params"] = new JObject { ["path"] = request.RequestUri.AbsolutePath.TrimStart('/') },
            ["Identities"] = new JArray(),
            ["Body"] = body is null ? null : Encoding.UTF8.GetString(body),
        });
        var output = (JObject)outcome.Result.ShouldNotBeNull(outcome.Failure).Outputs!["res"];
        var response = new HttpResponseMessage((System.Net.HttpStatusCode)(int)output["statusCode"]!) { Content = new StringContent((string)output["body"]!) };
        response.Content.Headers.Clear();
        foreach (var (name, value) in (JObject)output["headers"]!)
        {
            if (!response.Headers.TryAddWithoutValidation(name, (string)value!))
            {
                response.Content.Headers.TryAddWithoutValidation(name, (string)value!);
            }
        }

        return response;
    }
}
