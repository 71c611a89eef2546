namespace SocialWorkflows.Functions.Demo;

/// <summary>The simulated calendar of <c>demo</c>, as the staff page may use it.</summary>
internal interface IDemoCalendar
{
    DateTimeOffset Now { get; }

    /// <summary>Moves to the morning of the next working day; everything that falls due on the way happens.</summary>
    Task NextWorkingDayAsync(CancellationToken cancellation);
}
