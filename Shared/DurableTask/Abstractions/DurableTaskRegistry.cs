using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace SocialWorkflows.DurableTask;

/// <summary>The orchestrators and activities a worker knows, by name. Names ignore case and are used once.</summary>
public sealed partial class DurableTaskRegistry
{
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskOrchestrator>> _orchestrators = [];
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskActivity>> _activities = [];

    /// <summary>Names of all orchestrators, as registered.</summary>
    public IEnumerable<TaskName> Orchestrators => _orchestrators.Keys;

    /// <summary>Names of all activities, as registered.</summary>
    public IEnumerable<TaskName> Activities => _activities.Keys;

    /// <exception cref="ArgumentException">The name is empty or already taken.</exception>
    public DurableTaskRegistry AddOrchestrator<TOrchestrator>(TaskName name)
        where TOrchestrator : class, ITaskOrchestrator =>
        AddOrchestrator(name, static services => ActivatorUtilities.CreateInstance<TOrchestrator>(services));

    /// <inheritdoc cref="AddOrchestrator{TOrchestrator}(TaskName)"/>
    public DurableTaskRegistry AddOrchestrator(TaskName name, Func<IServiceProvider, ITaskOrchestrator> factory)
    {
        Add(_orchestrators, name, factory, "orchestrator");
        return this;
    }

    /// <inheritdoc cref="AddOrchestrator{TOrchestrator}(TaskName)"/>
    public DurableTaskRegistry AddActivity<TActivity>(TaskName name)
        where TActivity : class, ITaskActivity =>
        AddActivity(name, static services => ActivatorUtilities.CreateInstance<TActivity>(services));

    /// <inheritdoc cref="AddOrchestrator{TOrchestrator}(TaskName)"/>
    public DurableTaskRegistry AddActivity(TaskName name, Func<IServiceProvider, ITaskActivity> factory)
    {
        Add(_activities, name, factory, "activity");
        return this;
    }

    internal bool TryCreateOrchestrator(TaskName name, IServiceProvider services, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator)
    {
        orchestrator = _orchestrators.TryGetValue(name, out var factory) ? factory(services) : null;
        return orchestrator is not null;
    }

    internal bool TryCreateActivity(TaskName name, IServiceProvider services, [NotNullWhen(true)] out ITaskActivity? activity)
    {
        activity = _activities.TryGetValue(name, out var factory) ? factory(services) : null;
        return activity is not null;
    }

    private static void Add<T>(Dictionary<TaskName, Func<IServiceProvider, T>> tasks, TaskName name, Func<IServiceProvider, T> factory, string kind)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        if (!tasks.TryAdd(name, factory))
        {
            throw new ArgumentException($"An {kind} named '{name}' is already registered.", nameof(name));
        }
    }
}
