using System.Text.Encodings.Web;
using System.Text.Json;
using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Functions.Hosting.CustomHandler;

/// <summary>
/// Writes the folders by which the Functions host knows our functions. No binding is named <c>$return</c>, since the host would
/// decode its text, and durable bindings have no dataType, since the extension would not recognise them.
/// </summary>
internal static class FunctionFolders
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, object> Client = In("durableClient", FunctionBindings.Client);

    /// <summary>Every function of the registry with its bindings, by name.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<object> Bindings)> All()
    {
        var registry = new DurableTaskRegistry();
        ApplicationRegistry.Fill(registry);
        foreach (var name in registry.Orchestrators)
        {
            yield return (name, [In("orchestrationTrigger", FunctionBindings.Orchestrator)]);
        }

        foreach (var name in registry.Activities)
        {
            yield return (name, [In("activityTrigger", FunctionBindings.Activity), Client]);
        }

        foreach (var function in ApplicationRegistry.Triggered)
        {
            yield return (function.Name, [Of(function.Trigger), Client]);
        }

        // Exactly one input and one output: only such a function is forwarded or proxied.
        yield return (FunctionNames.Pages, [Pages(), new Dictionary<string, object> { ["type"] = "http", ["direction"] = "out", ["name"] = FunctionBindings.Response }]);
    }

    /// <returns>How many folders were written.</returns>
    public static int Write(string directory)
    {
        var count = 0;
        foreach (var (name, bindings) in All())
        {
            var folder = Directory.CreateDirectory(Path.Combine(directory, name)).FullName;
            File.WriteAllText(Path.Combine(folder, "function.json"), JsonSerializer.Serialize(new Dictionary<string, object> { ["bindings"] = bindings }, Format) + "\n");
            count++;
        }

        var (own, wanted) = (Path.Combine(AppContext.BaseDirectory, "host.json"), Path.Combine(directory, "host.json"));
        if (Path.GetFullPath(own) != Path.GetFullPath(wanted))
        {
            File.Copy(own, wanted, overwrite: true);
        }

        return count;
    }

    /// <summary>Function folders that are not of this build, as an older one has left them.</summary>
    public static IReadOnlyList<string> Strangers(string directory)
    {
        var known = All().Select(function => function.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. Directory.EnumerateDirectories(directory)
            .Where(folder => File.Exists(Path.Combine(folder, "function.json")))
            .Select(folder => Path.GetFileName(folder))
            .Where(name => !known.Contains(name))
            .Order(StringComparer.Ordinal)];
    }

    private static Dictionary<string, object> Of(Trigger trigger)
    {
        switch (trigger)
        {
            case TimerTrigger timer:
                var binding = In("timerTrigger", timer.Binding);
                binding["schedule"] = timer.Schedule;
                binding["runOnStartup"] = timer.RunOnStartup;
                binding["useMonitor"] = false;
                return binding;
            case QueueTrigger queue:
                var message = In("queueTrigger", queue.Binding);
                message["queueName"] = queue.Queue;
                message["connection"] = "AzureWebJobsStorage";
                return message;
            default:
                throw new InvalidOperationException($"A trigger of the kind {trigger.GetType().Name} has no binding.");
        }
    }

    private static Dictionary<string, object> Pages()
    {
        var request = In("httpTrigger", FunctionBindings.Request);
        request["authLevel"] = "anonymous";
        request["methods"] = new[] { "get", "head", "post" };
        request["route"] = "{*path}";
        return request;
    }

    private static Dictionary<string, object> In(string type, string name) => new() { ["type"] = type, ["direction"] = "in", ["name"] = name };
}
