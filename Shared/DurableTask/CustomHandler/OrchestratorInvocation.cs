using Google.Protobuf;
using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask.Protocol;
using SocialWorkflows.DurableTask.Worker;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>
/// Replays one orchestrator turn for the host. Never throws: a host fails an instance for good when its handler does. What will
/// fail again is answered as Failed, a fault of this process with the signal that makes the host deliver the turn again.
/// </summary>
public sealed class OrchestratorInvocation(
    DurableTaskRegistry registry, IServiceProvider services, DurableTaskWorkerOptions options, ILoggerFactory loggerFactory)
{
    /// <param name="base64">A serialized OrchestratorRequest.</param>
    /// <returns>A serialized OrchestratorResponse in base64.</returns>
    public string Run(string? base64)
    {
        try
        {
            if (string.IsNullOrEmpty(base64))
            {
                return Write(OrchestratorSignals.Malformed(0, new FormatException("The context is empty.")));
            }

            byte[] request;
            try
            {
                request = Convert.FromBase64String(base64);
            }
            catch (FormatException problem)
            {
                return Write(OrchestratorSignals.Malformed(base64.Length, problem));
            }

            var response = OrchestratorRequestRunner.Run(ActivityHistory.Unwrap(request), registry, services, loggerFactory, options);
            return Write(ActivityHistory.WrapCalls(OrchestratorResponse.Parser.ParseFrom(response)));
        }
#pragma warning disable CA1031 // see the summary: whatever happens, there must be an answer
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Log.TryAgain(loggerFactory.CreateLogger<OrchestratorInvocation>(), fault);
            return Write(OrchestratorSignals.TryAgain(fault));
        }
    }

    /// <summary>The answer to an invocation that is no orchestrator's at all.</summary>
    public static string Refuse(Exception reason) => Write(OrchestratorSignals.Malformed(0, reason));

    private static string Write(OrchestratorResponse response) => Convert.ToBase64String(response.ToByteArray());
}
