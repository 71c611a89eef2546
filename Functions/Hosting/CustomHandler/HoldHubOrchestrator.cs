using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Functions.Hosting.CustomHandler;

/// <summary>Ends at once with the installation it was started for: its one instance says whose the task hub is (<see cref="HubOwnership"/>).</summary>
internal sealed class HoldHubOrchestrator : TaskOrchestrator<string, string>
{
    public override Task<string> RunAsync(TaskOrchestrationContext context, string input) => Task.FromResult(input);
}
