using Azure.Core;
using Azure.Core.Pipeline;

namespace SocialWorkflows.Connectors.AzureStorage.Tables;

/// <summary>A batch is answered 202 even when the service was too busy to write it; the answer inside says so, and the try counts as failed.</summary>
internal sealed class TableBatchPolicy : HttpPipelinePolicy
{
    public static void Watch(HttpMessage message) => message.SetProperty(typeof(TableBatchPolicy), new Answer());

    /// <summary>What the answer of a watched batch refused; null when every row was written.</summary>
    public static TableBatchRefusal? RefusalOf(HttpMessage message) => message.TryGetProperty(typeof(TableBatchPolicy), out var answer) ? ((Answer)answer!).Refusal : null;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (message.TryGetProperty(typeof(TableBatchPolicy), out var found) && found is Answer answer && message.Response is { Status: 200 or 202 })
        {
            answer.Refusal = TableBatchBody.Refusal(message.Response.Content.ToString());
            if (answer.Refusal is { Status: 408 or 429 or >= 500 } busy)
            {
                throw new TableBatchBusyException(busy.Status, busy.Code);
            }
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The storage client is called asynchronously only.");

    private sealed class Answer
    {
        public TableBatchRefusal? Refusal { get; set; }
    }
}

/// <summary>An I/O error to the retry policy, which tries those again.</summary>
internal sealed class TableBatchBusyException(int status, string? code) : IOException($"The batch was answered {status} {code}.")
{
    public int Status { get; } = status;

    public string? Code { get; } = code;
}
