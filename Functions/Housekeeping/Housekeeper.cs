using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>Once a minute: raises nudges a crash left behind, and gives failed orchestrations to a person.</summary>
internal sealed partial class Housekeeper(
    OutboxDrain outbox, DurableTaskClient client, IPersonTasks tasks, MunicipalityDirectory municipalities, TimeProvider time, ILogger<Housekeeper> logger)
    : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>One round; returns how many marks were cleared.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var cleared = await outbox.DrainAsync(cancellation);
        await foreach (var failed in client.GetAllInstancesAsync(new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Failed] }).WithCancellation(cancellation))
        {
            await TellAsync(failed.InstanceId, cancellation);
        }

        return cleared;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogSweepFailed(problem);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TellAsync(string instanceId, CancellationToken cancellation)
    {
        var municipality = municipalities.All.FirstOrDefault(m => instanceId.StartsWith($"application-{m.Pack.Id}-", StringComparison.Ordinal)) ?? municipalities.All[0];
        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"instance:{instanceId}",
                Municipality = municipality.Pack.Id,
                Role = Roles.Head,
                Kind = "instance-failed",
                SubjectId = instanceId,
                Text = "Lietas automātiskā virzība ir apstājusies. Sazinieties ar sistēmas uzturētāju; termiņi turpina ritēt.",
                RaisedAt = time.GetUtcNow(),
            },
            cancellation);
    }

    [LoggerMessage(LogLevel.Error, "A housekeeping round failed; the next one tries again.")]
    private partial void LogSweepFailed(Exception problem);
}
