namespace SocialWorkflows.DurableTask.Worker.Replay;

internal static class ForeignAwait
{
    public const string Message =
        "An orchestrator awaited something that is not durable (Task.Delay, Task.Run, I/O, or code on another thread), which cannot be replayed. "
        + "Await only tasks made by its context: use CreateTimer for delays, and do other work in an activity.";
}
