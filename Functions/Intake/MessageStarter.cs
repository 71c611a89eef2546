using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions.Hosting.Telemetry;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Gives an accepted message to its orchestration; one message has one, however often it is offered.</summary>
internal sealed partial class MessageStarter(DurableTaskClient client, ILogger<MessageStarter> logger)
{
    public async Task StartAsync(string intakeId, CancellationToken cancellation)
    {
        using var span = AppTelemetry.Message("begin", intakeId);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                FunctionNames.MessageOrchestrator,
                new MessageInput(intakeId),
                new StartOrchestrationOptions(MessageInput.InstanceOf(intakeId)).WithDedupeStatuses(Enum.GetValues<OrchestrationRuntimeStatus>()),
                cancellation);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            LogOfferedAgain(intakeId);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The orchestration of message {IntakeId} exists already.")]
    private partial void LogOfferedAgain(string intakeId);
}
