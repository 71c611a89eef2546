using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Functions.Hosting.CustomHandler;

/// <summary>Which function a name calls. Names keep the folder's casing, but the host's are compared ignoring it.</summary>
internal sealed class FunctionTable(DurableTaskRegistry registry, IEnumerable<TriggeredFunction> triggered)
{
    private readonly Dictionary<string, TriggeredFunction> _triggered = triggered.ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<TaskName> _orchestrators = [.. registry.Orchestrators];
    private readonly HashSet<TaskName> _activities = [.. registry.Activities];

    public bool IsOrchestrator(string name) => _orchestrators.Contains(name);

    public bool IsActivity(string name) => _activities.Contains(name);

    public TriggeredFunction? Triggered(string name) => _triggered.GetValueOrDefault(name);

    public static bool IsPages(string name) => string.Equals(name, FunctionNames.Pages, StringComparison.OrdinalIgnoreCase);
}
