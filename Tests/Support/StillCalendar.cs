using SocialWorkflows.Functions.Demo;

namespace SocialWorkflows.Tests.Support;

/// <summary>The pages of a demo show a calendar; nobody turns this one.</summary>
internal sealed class StillCalendar : IDemoCalendar
{
    public DateTimeOffset Now => DemoFolder.Beginning;

    public Task NextWorkingDayAsync(CancellationToken cancellation) => Task.CompletedTask;
}
