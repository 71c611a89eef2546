namespace SocialWorkflows.Functions.Demo;

/// <summary>The simulated calendar of the interactive demo.</summary>
internal interface IDemoCalendar
{
    DateTimeOffset Now { get; }

    /// <summary>Moves to 08:00 of the next working day, letting everything that falls due on the way happen first.</summary>
    Task NextWorkingDayAsync(CancellationToken cancellation);
}
