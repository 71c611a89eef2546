using Azure.Core;
using Azure.Core.Pipeline;

namespace SocialWorkflows.Connectors.AzureStorage.Tables;

/// <summary>A batch is answered 202 even when the service was too busy to write it; the answer inside says so, and the try counts as failed.</summary>
internal sealed class TableBatchPolicy : HttpPipelinePolicy
{
    private const string Mark = "SocialWorkflows.TableBatch";

    public static void Watch(HttpMessage message) => message.SetProperty(Mark, true);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (message.TryGetProperty(Mark, out _) && message.Response is { Status: 200 or 202 }
            && TableBatchBody.Refusal(message.Response.Content.ToString()) is { Status: 408 or 429 or >= 500 } refusal)
        {
            throw new TableBatchBusyException(refusal.Status, refusal.Code);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The storage client is called asynchronously only.");
}

/// <summary>An I/O error to the retry policy, which tries those again.</summary>
internal sealed class TableBatchBusyException(int status, string? code) : IOException($"The batch was answered {status} {code}.")
{
    public int Status { get; } = status;

    public string? Code { get; } = code;
}
