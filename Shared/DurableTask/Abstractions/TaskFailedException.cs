namespace SocialWorkflows.DurableTask;

/// <summary>Thrown in an orchestrator when an activity it awaits has failed for good.</summary>
public sealed class TaskFailedException : Exception
{
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(MessageOf(taskName, taskId, failureDetails))
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails;
    }

    public string TaskName { get; }

    /// <summary>The sequence number of the task in its orchestration, from 0.</summary>
    public int TaskId { get; }

    public TaskFailureDetails FailureDetails { get; }

    private static string MessageOf(string taskName, int taskId, TaskFailureDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        return $"Task '{taskName}' (#{taskId}) failed with an unhandled exception: {details.ErrorMessage}";
    }
}
