using System.Text.Json;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.DurableTask.Sidecar;

/// <summary>An activity that the remote worker runs. Input and result pass as the JSON they are.</summary>
internal sealed class RemoteActivity(RemoteWorker worker) : ITaskActivity
{
    public Type InputType => typeof(JsonElement);

    public Type OutputType => typeof(JsonElement);

    public async Task<object?> RunAsync(TaskActivityContext context, object? input)
    {
        var answer = await worker.AskAsync<ActivityResponse>(new WorkItem
        {
            ActivityRequest = new()
            {
                Name = context.Name,
                Input = input is JsonElement { ValueKind: not JsonValueKind.Undefined } json ? json.GetRawText() : null,
                OrchestrationInstance = new OrchestrationInstance { InstanceId = context.InstanceId },
            },
        });
        return answer switch
        {
            { FailureDetails: { } failure } => throw new InvalidOperationException(failure.ErrorMessage),
            { Result: { Length: > 0 } result } => JsonElement.Parse(result),
            _ => null,
        };
    }
}
