using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.DurableTask.Embedded;

internal sealed class InstancePages(EmbeddedTaskHub hub, OrchestrationQuery query) : AsyncPageable<OrchestrationMetadata>
{
    public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var token = continuationToken ?? query.ContinuationToken;
        do
        {
            var page = hub.Engine.Rows.Find(query, token, pageSizeHint ?? query.PageSize);
            token = page.ContinuationToken;
            yield return page;
            await Task.CompletedTask;
        }
        while (token is not null);
    }
}
