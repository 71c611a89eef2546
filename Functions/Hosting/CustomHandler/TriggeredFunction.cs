using System.Text.Json;

namespace SocialWorkflows.Functions.Hosting.CustomHandler;

/// <summary>What makes the Functions host call a function that is neither orchestrator nor activity.</summary>
internal abstract record Trigger
{
    /// <summary>Name of the trigger's binding.</summary>
    public abstract string Binding { get; }
}

/// <param name="Schedule">NCRONTAB with seconds, in UTC.</param>
/// <param name="RunOnStartup">Whether the host also calls it when it starts.</param>
internal sealed record TimerTrigger(string Schedule, bool RunOnStartup = false) : Trigger
{
    public override string Binding => "timer";
}

/// <param name="Queue">Name of the storage queue.</param>
internal sealed record QueueTrigger(string Queue) : Trigger
{
    public override string Binding => "message";
}

/// <summary>A function that the host calls by a trigger, with the trigger's text; what it returns must be text that begins with a brace.</summary>
internal sealed record TriggeredFunction(
    string Name, Trigger Trigger, Func<IServiceProvider, string?, CancellationToken, Task<string>> RunAsync);

/// <summary>The answer of a function that moves things on.</summary>
/// <param name="Count">How many it moved.</param>
internal sealed record Moved(int Count)
{
    public static string Text(int count) => JsonSerializer.Serialize(new Moved(count), JsonSerializerOptions.Web);
}
