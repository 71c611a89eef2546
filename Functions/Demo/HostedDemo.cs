using System.Text.Json;
using SocialWorkflows.Functions.Hosting.CustomHandler;

namespace SocialWorkflows.Functions.Demo;

/// <summary>
/// The demo under a Functions host: the play is called turn by turn, as a queue function, by whoever drives the host and knows when
/// its task hub is idle. These functions exist only in a process started as <c>demo</c>; <c>functions --out</c> never writes them.
/// </summary>
internal static class HostedDemo
{
    public const string TurnFunction = "DemoTurn";
    public const string ReportFunction = "DemoReport";

    public static IReadOnlyList<TriggeredFunction> Functions { get; } =
    [
        new(TurnFunction, new QueueTrigger("demo-turns"), async (services, text, cancellation) =>
        {
            var request = JsonSerializer.Deserialize<TurnRequest>(text ?? "{}", JsonSerializerOptions.Web)!;
            var turns = services.GetRequiredService<DemoTurns>();
            var taken = await turns.TakeAsync(leave: false, request.NextTimer, until: null, cancellation);
            return JsonSerializer.Serialize(new TurnAnswer(taken.ToString(), turns.Now), JsonSerializerOptions.Web);
        }),
        new(ReportFunction, new QueueTrigger("demo-reports"), async (services, _, cancellation) =>
        {
            var problems = new StringWriter();
            var report = await DemoSession.ReportAsync(services, services.GetRequiredService<DemoFolder>(), problems, cancellation);
            return JsonSerializer.Serialize(new ReportAnswer(report.ToJson(), problems.ToString()), JsonSerializerOptions.Web);
        }),
    ];

    /// <param name="NextTimer">When the host's next durable timer falls due.</param>
    internal sealed record TurnRequest(DateTimeOffset? NextTimer);

    /// <param name="Turn">A <see cref="DemoTurn"/>.</param>
    /// <param name="Now">What the demo's clock says after it.</param>
    internal sealed record TurnAnswer(string Turn, DateTimeOffset Now);

    /// <param name="Report">JSON of the report.</param>
    /// <param name="Problems">Why invariants are broken; empty when all hold.</param>
    internal sealed record ReportAnswer(string Report, string Problems);
}

/// <summary>The calendar as the pages of a hosted demo show it: the host moves it.</summary>
internal sealed class HostedDemoCalendar(SimulatedTime time) : IDemoCalendar
{
    public DateTimeOffset Now => time.GetUtcNow();

    public Task NextWorkingDayAsync(CancellationToken cancellation) =>
        throw new InvalidOperationException("The host that runs this demo moves its calendar.");
}
