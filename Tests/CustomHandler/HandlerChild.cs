using System.Diagnostics;
using System.Globalization;
using Newtonsoft.Json.Linq;
using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>
/// A handler in a real process of its own, made of this test executable, with functions that go wrong on purpose. What they did is in
/// files of their folder, since a killed process remembers nothing.
/// </summary>
public sealed class HandlerChild
{
    private const string FolderVariable = "SOCIALWORKFLOWS_TEST_HANDLER_FOLDER";

    private static readonly string[] Orchestrators = ["Steps", "Hangs", "CallsUnknown", "Again"];
    private static readonly string[] Activities = ["Step", "HangsOnce", "Waits", "Exits"];

    /// <summary>An app folder for the emulated host.</summary>
    internal static void WriteFolders(string app)
    {
        foreach (var (name, type, binding) in Orchestrators.Select(name => (name, "orchestrationTrigger", "context"))
            .Concat(Activities.Select(name => (name, "activityTrigger", "input"))))
        {
            var folder = Directory.CreateDirectory(Path.Combine(app, name)).FullName;
            var trigger = new JObject { ["type"] = type, ["direction"] = "in", ["name"] = binding };
            File.WriteAllText(Path.Combine(folder, "function.json"), new JObject { ["bindings"] = new JArray(trigger) }.ToString());
        }

        File.WriteAllText(Path.Combine(app, "host.json"), """{"version":"2.0","customHandler":{"description":{"defaultExecutablePath":"child"}}}""");
    }

    internal static ProcessStartInfo Command(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--filter-method", $"{typeof(HandlerChild).FullName}.{nameof(Serve)}", "--explicit", "only"]);
        start.Environment[FolderVariable] = folder;
        return start;
    }

    [Fact(Explicit = true)]
    public async Task Serve()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { } folder)
        {
            var port = int.Parse(Environment.GetEnvironmentVariable("FUNCTIONS_CUSTOMHANDLER_PORT")!, CultureInfo.InvariantCulture);
            await using var handler = await TestHandler.StartAsync(port, registry => Register(registry, folder));
            await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        }
    }

    private static void Register(DurableTaskRegistry registry, string folder) => registry
        .AddActivityFunc<string, string>("Step", (context, step) =>
        {
            Note(folder, $"step-{context.InstanceId}-{step}");
            return step;
        })
        .AddActivityFunc<string, string>("HangsOnce", (context, _) =>
        {
            if (Note(folder, $"hang-{context.InstanceId}") == 1)
            {
                Thread.Sleep(Timeout.Infinite);
            }

            return "done";
        })
        .AddActivityFunc<string, string>("Waits", async (context, name) =>
        {
            Note(folder, $"waits-{context.InstanceId}");
            while (!File.Exists(Path.Combine(folder, name)))
            {
                await Task.Delay(10, context.CancellationToken);
            }

            return "waited";
        })
        .AddActivityFunc<int, int>("Exits", (context, code) =>
        {
            if (Note(folder, $"exit-{context.InstanceId}") == 1)
            {
                Environment.Exit(code);
            }

            return code;
        })
        .AddOrchestratorFunc<IReadOnlyList<string>, string>("Steps", async (context, steps) =>
        {
            var policy = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMinutes(1)));
            var done = new List<string>();
            foreach (var step in steps)
            {
                var (name, input) = (step.Split(' ')[0], step.Split(' ')[1]);
                done.Add(name == "Exits"
                    ? $"{await context.CallActivityAsync<int>(name, int.Parse(input, CultureInfo.InvariantCulture), policy)}"
                    : await context.CallActivityAsync<string>(name, input, policy));
            }

            return string.Join(' ', done);
        })
        .AddOrchestratorFunc("Hangs", async context =>
        {
            var first = await context.CallActivityAsync<string>("Step", "a");
            if (Note(folder, $"hang-{context.InstanceId}") == 1)
            {
                Thread.Sleep(Timeout.Infinite);
            }

            return first + await context.CallActivityAsync<string>("Step", "b");
        })
        .AddOrchestratorFunc("CallsUnknown", async context =>
        {
            try
            {
                return await context.CallActivityAsync<string>("Nobody", "x");
            }
            catch (TaskFailedException failed)
            {
                return failed.FailureDetails.ErrorType;
            }
        })
        .AddOrchestratorFunc<IReadOnlyList<string>, string>("Again", async (context, seen) =>
        {
            IReadOnlyList<string> all = [.. seen, await context.WaitForExternalEvent<string>("said")];
            if (all.Count < 3)
            {
                context.ContinueAsNew(all);
            }

            return string.Join(' ', all);
        });

    /// <returns>How often it was noted.</returns>
    private static int Note(string folder, string what)
    {
        var file = Path.Combine(folder, what);
        File.AppendAllText(file, "x");
        return (int)new FileInfo(file).Length;
    }
}
