namespace SocialWorkflows.DurableTask.Protocol;

/// <summary>Failures of tasks and instances in the protocol's form.</summary>
internal static class ProtocolFailures
{
    /// <summary>Readers give up on messages nested 100 deep; each cause is one level.</summary>
    private const int MaximumCauses = 32;

    public static DurableTask.TaskFailureDetails? Read(TaskFailureDetails? details) => details is null
        ? null
        : new(details.ErrorType, details.ErrorMessage, details.StackTrace, Read(details.InnerFailure)) { IsNonRetriable = details.IsNonRetriable };

    public static TaskFailureDetails? Write(DurableTask.TaskFailureDetails? details) => Write(details, MaximumCauses);

    private static TaskFailureDetails? Write(DurableTask.TaskFailureDetails? details, int causes) => details is null || causes == 0
        ? null
        : new()
        {
            ErrorType = details.ErrorType ?? string.Empty,
            // An exception may say nothing at all, whatever its type promises.
            ErrorMessage = details.ErrorMessage ?? string.Empty,
            StackTrace = details.StackTrace,
            InnerFailure = Write(details.InnerFailure, causes - 1),
            IsNonRetriable = details.IsNonRetriable,
        };
}
