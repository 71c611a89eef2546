using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

/// <summary>
/// What <see cref="KillTests"/> lets a second process of this test executable do: work on a hub, and tell every
/// acknowledged start and every finished instance, until it is killed.
/// </summary>
public sealed class KillChild
{
    internal const string FolderVariable = "SOCIALWORKFLOWS_TEST_KILL_FOLDER";
    internal const string RoundVariable = "SOCIALWORKFLOWS_TEST_KILL_ROUND";
    internal const int Steps = 4;

    internal static void Register(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc("Count", async context =>
        {
            var count = 0;
            for (var i = 0; i < Steps; i++)
            {
                count = await context.CallActivityAsync<int>("Add", count);
            }

            return count;
        })
        .AddActivityFunc<int, int>("Add", (_, count) => count + 1);

    [Fact(Explicit = true)]
    public async Task Work()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { } folder)
        {
            await RunAsync(folder, Environment.GetEnvironmentVariable(RoundVariable)!);
        }
    }

    private static async Task RunAsync(string folder, string round)
    {
        var hub = await TestHub.StartAsync(Register, file: Path.Combine(folder, "hub.db"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Count", new StartOrchestrationOptions($"{round}-{worker}-{i}"));
                await Console.Out.WriteLineAsync($"started {id}");
                await hub.Client.WaitForInstanceCompletionAsync(id);
                await Console.Out.WriteLineAsync($"finished {id}");
            }
        })));
    }
}
