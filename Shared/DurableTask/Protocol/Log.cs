using Microsoft.Extensions.Logging;

namespace SocialWorkflows.DurableTask.Protocol;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "An orchestrator request of {Length} bytes cannot be read; its instance is failed")]
    public static partial void Malformed(ILogger logger, Exception exception, int length);

    [LoggerMessage(2, LogLevel.Error, "An orchestrator request cannot be answered now; the host is asked to deliver it again")]
    public static partial void TryAgain(ILogger logger, Exception exception);
}
