namespace SocialWorkflows.DurableTask.Worker;

/// <summary>The orchestrator's code does not take the steps that its history says it took.</summary>
public sealed class NonDeterministicOrchestrationException(string message) : Exception(message);
