namespace SocialWorkflows.DurableTask.Worker.Replay;

/// <summary>Everything a replay has built up so far, shared by the event loop and the context.</summary>
internal sealed class ReplayState
{
    public ReplayState(Action? onForeignWork)
    {
        Thread = new OrchestratorThread(onForeignWork);
        Open = new OpenTasks(Thread);
        Events = new ExternalEvents(Thread);
    }

    public OrchestratorThread Thread { get; }

    public PendingActions Pending { get; } = new();

    public OpenTasks Open { get; }

    public ExternalEvents Events { get; }

    public Suspension Suspension { get; } = new();

    /// <summary>Set when the instance shall continue as new.</summary>
    public NextRun? NextRun { get; set; }

    public DateTime CurrentUtcDateTime { get; set; } = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    public bool IsReplaying { get; set; }

    /// <summary>JSON, or null when none is set.</summary>
    public string? CustomStatus { get; set; }
}

/// <param name="Input">The JSON that the next run starts with.</param>
internal sealed record NextRun(string? Input);
