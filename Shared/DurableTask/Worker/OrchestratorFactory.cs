using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Worker;

/// <summary>Makes the orchestrator of an instance, and tells a mistake in its start from a worker that is not the right one.</summary>
internal static class OrchestratorFactory
{
    /// <param name="hasRunBefore">
    /// Whether the instance has taken a turn already: then its orchestrator exists, and a worker that lacks it is an
    /// older deployment, rolled back to.
    /// </param>
    /// <returns>Null for a name that nobody knows.</returns>
    /// <exception cref="OrchestratorUnavailableException">This worker cannot run it now.</exception>
    public static ITaskOrchestrator? Create(
        ExecutionStartedEvent started, bool hasRunBefore, DurableTaskRegistry registry, IServiceProvider services, DurableTaskWorkerOptions options)
    {
        if (options.Version is { } newest && Compare(started.Version ?? string.Empty, newest) > 0)
        {
            throw new OrchestratorUnavailableException(
                $"The instance has version '{started.Version}', and this worker runs versions up to '{newest}'. It waits for the deployment that started it.");
        }

        try
        {
            if (registry.TryCreateOrchestrator(started.Name, services, out var orchestrator))
            {
                return orchestrator;
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new OrchestratorUnavailableException($"The orchestrator '{started.Name}' cannot be created: {exception.Message}", exception);
        }

        return hasRunBefore
            ? throw new OrchestratorUnavailableException(
                $"The instance has run already, and this worker has no orchestrator named '{started.Name}'. It waits for the deployment that has.")
            : null;
    }

    /// <summary>By numbers when both are such (1.10 is newer than 1.9), else by characters.</summary>
    private static int Compare(string left, string right) =>
        Parse(left) is { } a && Parse(right) is { } b ? a.CompareTo(b) : string.CompareOrdinal(left, right);

    private static System.Version? Parse(string version) =>
        System.Version.TryParse(version.Contains('.', StringComparison.Ordinal) ? version : version + ".0", out var parsed) ? parsed : null;
}
