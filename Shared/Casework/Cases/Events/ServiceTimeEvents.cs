namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// The service began: contract and price as facts for the file (payment stays in the register), and the dates the service's
/// time runs to.
/// </summary>
public sealed record ServiceStarted : CaseEvent
{
    public required DateOnly StartedOn { get; init; }

    /// <summary>Day of the contract; null where none is concluded.</summary>
    public DateOnly? ContractOn { get; init; }

    public required string Note { get; init; }

    /// <summary>Last day of the service: the decision's, or the longest stay counted from the start, whichever is sooner.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The longest stay of the service at that time, in months, where it set the last day.</summary>
    public int? MaximumStayMonths { get; init; }

    /// <summary>The day on which staff are told that the service is about to end.</summary>
    public DateOnly? RemindOn { get; init; }

    public DateOnly? ReviewOn { get; init; }

    public required string By { get; init; }
}

/// <summary>Staff were told about a date of the service: contract, ending or review; each once.</summary>
public sealed record ServiceReminded(string About, DateOnly Day) : CaseEvent;

/// <summary>The service is over and its place free. <c>By</c> null: its time ran out.</summary>
public sealed record ServiceEnded(DateOnly On, string Reason, string? By) : CaseEvent;

/// <summary>What a service reminder is about. Persisted: add, never rename.</summary>
public static class ServiceReminders
{
    public const string Contract = "contract";
    public const string Ending = "ending";
    public const string Review = "review";
}

/// <summary>The time of a granted service.</summary>
public sealed record ServiceTime(ServiceStarted? Started, ServiceEnded? Ended, IReadOnlyList<string> Reminded)
{
    public static readonly ServiceTime None = new(null, null, []);

    internal ServiceTime Remind(string about) => this with { Reminded = [.. Reminded, about] };

    /// <summary>Time itself still has something to do: an end or a review lies ahead.</summary>
    internal bool IsRunning => Ended is null && Started is { } started
        && (started.Until is not null || (started.ReviewOn is not null && !Reminded.Contains(ServiceReminders.Review)));
}
