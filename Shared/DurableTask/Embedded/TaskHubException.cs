namespace SocialWorkflows.DurableTask.Embedded;

/// <summary>The task hub cannot do its work. The message says what is wrong, where, and what to do.</summary>
public sealed class TaskHubException(string message, Exception? innerException = null) : Exception(message, innerException);
