using Azure.Core;
using Azure.Core.Pipeline;

namespace SocialWorkflows.Benchmarks.Storage;

internal sealed class CountingTransport(HttpPipelineTransport inner) : HttpPipelineTransport
{
    public int Count { get; set; }

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Count++;
        return inner.ProcessAsync(message);
    }
}
