namespace SocialWorkflows.DurableTask.Protocol;

/// <summary>Answers that are no decisions of an orchestrator.</summary>
internal static class OrchestratorSignals
{
    /// <summary>
    /// The host releases the work item and delivers it again, without end: only for faults that pass. It knows the
    /// signal by the type of the inner failure.
    /// </summary>
    public static OrchestratorResponse TryAgain(Exception exception) => Failed(new TaskFailureDetails
    {
        ErrorType = exception.GetType().ToString(),
        ErrorMessage = $"This worker cannot take the turn now; deliver it again. {exception.Message}",
        InnerFailure = new TaskFailureDetails { ErrorType = "System.OutOfMemoryException", ErrorMessage = "Deliver again." },
    });

    /// <summary>Delivering the same bytes again would not help: the instance fails, and is started again from the case journal.</summary>
    public static OrchestratorResponse Malformed(int length, Exception exception) => Failed(new TaskFailureDetails
    {
        ErrorType = exception.GetType().ToString(),
        ErrorMessage = $"The host sent an orchestrator request of {length} bytes that cannot be read: {exception.Message} "
            + "Check that host and worker speak the same version of the durable task protocol.",
        IsNonRetriable = true,
    });

    private static OrchestratorResponse Failed(TaskFailureDetails failure) => new()
    {
        Actions =
        {
            new OrchestratorAction
            {
                CompleteOrchestration = new()
                {
                    OrchestrationStatus = OrchestrationStatus.Failed,
                    Result = failure.ErrorMessage,
                    FailureDetails = failure,
                },
            },
        },
    };
}
