using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

/// <summary>
/// Stands between the client and the emulator: counts what is sent and, when told so, answers in the service's stead, loses
/// the answer after the service did its work, or lets somebody act first.
/// </summary>
internal sealed class FaultyTransport(HttpPipelineTransport inner) : HttpPipelineTransport
{
    private readonly ConcurrentQueue<string> _sent = new();

    /// <summary>Decides per request, by method and unescaped path with query; null lets it through.</summary>
    public Func<string, Fault?>? Fault { get; set; }

    /// <summary>Method and unescaped path with query of every try.</summary>
    public IReadOnlyCollection<string> Sent => _sent;

    public void Forget() => _sent.Clear();

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var line = $"{message.Request.Method} {Uri.UnescapeDataString(message.Request.Uri.PathAndQuery)}";
        _sent.Enqueue(line);
        var fault = Fault?.Invoke(line);
        if (fault?.Before is { } before)
        {
            await before();
        }

        if (fault?.Status is { } status)
        {
            message.Response = new Answer(status, fault.Code, fault.Body);
            return;
        }

        await inner.ProcessAsync(message);
        if (fault is { LosesAnswer: true })
        {
            message.Response.Dispose();
            throw new IOException("The connection was cut after the service had answered.");
        }
    }

    private sealed class Answer(int status, string? code, string? body) : Azure.Response
    {
        public override int Status => status;

        public override string ReasonPhrase => "Fault";

        public override Stream? ContentStream { get; set; } = new MemoryStream(Encoding.UTF8.GetBytes(body ?? string.Empty));

        public override string ClientRequestId { get; set; } = "fault";

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => code is null ? [] : [new HttpHeader("x-ms-error-code", code)];

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
        {
            value = string.Equals(name, "x-ms-error-code", StringComparison.OrdinalIgnoreCase) ? code : null;
            return value is not null;
        }

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
        {
            values = TryGetHeader(name, out var value) ? [value!] : null;
            return values is not null;
        }
    }
}

/// <param name="Status">Answered instead of asking the service.</param>
/// <param name="LosesAnswer">The service does its work, the answer never comes.</param>
/// <param name="Before">Done before the request goes on.</param>
internal sealed record Fault(int? Status = null, string? Code = null, string? Body = null, bool LosesAnswer = false, Func<Task>? Before = null)
{
    public static readonly Fault LostAnswer = new(LosesAnswer: true);

    public static Fault Answers(int status, string code) => new(status, code);
}
