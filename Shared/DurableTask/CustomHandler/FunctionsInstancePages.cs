using Google.Protobuf.WellKnownTypes;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>The extension's instances, page by page.</summary>
internal sealed class FunctionsInstancePages(HubCalls calls, DataConverter converter, OrchestrationQuery query) : AsyncPageable<OrchestrationMetadata>
{
    public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var token = continuationToken ?? query.ContinuationToken;
        do
        {
            var page = await PageAsync(token, pageSizeHint ?? query.PageSize);
            token = page.ContinuationToken;
            yield return page;
        }
        while (token is not null);
    }

    private async Task<Page<OrchestrationMetadata>> PageAsync(string? token, int size)
    {
        var wanted = new InstanceQuery
        {
            CreatedTimeFrom = query.CreatedFrom?.ToTimestamp(),
            CreatedTimeTo = query.CreatedTo?.ToTimestamp(),
            InstanceIdPrefix = query.InstanceIdPrefix,
            MaxInstanceCount = size,
            FetchInputsAndOutputs = query.FetchInputsAndOutputs,
            ContinuationToken = token,
            RuntimeStatus = { (query.Statuses ?? []).Select(status => (OrchestrationStatus)(int)status) },
        };
        try
        {
            var response = await calls.CallAsync(hub => hub.QueryAsync(wanted, CancellationToken.None));
            return new Page<OrchestrationMetadata>(
                [.. response.OrchestrationState.Select(state => ProtocolStates.Read(state, query.FetchInputsAndOutputs ? converter : null))],
                response.ContinuationToken);
        }
        catch (HubCallException problem)
        {
            throw HubCalls.Unusable(problem);
        }
    }
}
