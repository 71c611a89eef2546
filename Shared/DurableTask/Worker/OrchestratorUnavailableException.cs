namespace SocialWorkflows.DurableTask.Worker;

/// <summary>
/// This worker cannot run the instance now, through no fault of the instance: its services cannot be made, or another
/// deployment has started it. It must be left as it is and tried again.
/// </summary>
internal sealed class OrchestratorUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
