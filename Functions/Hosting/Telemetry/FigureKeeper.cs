using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Hosting.Health;
using SocialWorkflows.Functions.Housekeeping.Backup;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Synthetic;

namespace SocialWorkflows.Functions.Hosting.Telemetry;

/// <summary>
/// Counts every five minutes what stands where, from the lists only. The last count is what the meters show and what one line of the log for each
/// municipality says, which alerts read.
/// </summary>
internal sealed partial class FigureKeeper(
    ICaseBoard board, IIntakeLedger intake, ISendLedger sends, IPersonTasks tasks, MailboxAge mailbox, SelfCheckMemory selfCheck, NightCopy copy, SyntheticWalker synthetic, MunicipalityDirectory municipalities, TimeProvider time, ILogger<FigureKeeper> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>The last count; empty before the first.</summary>
    public IReadOnlyList<Figures> Last { get; private set; } = [];

    /// <summary>What the look at the stores has found; zero before the first.</summary>
    public long SelfCheckFindings { get; private set; }

    /// <summary>How the daily walk stood; null where none is asked for.</summary>
    public SyntheticStanding? Synthetic { get; private set; }

    /// <summary>One round; returns how many municipalities it counted.</summary>
    public async Task<int> CountAsync(CancellationToken cancellation)
    {
        var counted = new List<Figures>();
        foreach (var municipality in municipalities.OfPeople)
        {
            counted.Add(await OfAsync(municipality, cancellation));
        }

        Last = counted;
        SelfCheckFindings = Math.Max((await selfCheck.EndedAsync(cancellation))?.Found ?? 0, (await selfCheck.RunningAsync(cancellation))?.Found ?? 0);
        LogSelfCheck(SelfCheckFindings);
        var standing = await copy.StandingAsync(cancellation);
        LogCopy((long)(standing?.Age ?? TimeSpan.Zero).TotalSeconds, standing?.IsHeld ?? false);
        Synthetic = await synthetic.StandingAsync(cancellation);
        if (Synthetic is { } walks)
        {
            LogSynthetic(walks.IsLate, walks.Walk?.Step);
        }

        LogMailbox((long)(await mailbox.ReadAsync(cancellation)).TotalSeconds);
        foreach (var figures in counted)
        {
            LogFigures(
                figures.Municipality, figures.OpenCases, figures.DueToday, figures.Overdue, figures.MessagesPending, (long)figures.OldestPending.TotalSeconds,
                figures.MessagesInReview, (long)figures.OldestInReview.TotalSeconds, figures.MailWaiting, (long)figures.OldestMail.TotalSeconds, figures.MailUnknown, string.Join(',', figures.Tasks.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}:{t.Value}")));
        }

        return counted.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await CountAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogNotCounted(problem);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<Figures> OfAsync(Municipality municipality, CancellationToken cancellation)
    {
        var id = municipality.Pack.Id;
        var today = municipality.Terms.DayOf(time.GetUtcNow());
        var cases = await board.ListAsync(id, assignee: null, includeClosed: false, cancellation);
        var pending = await intake.ListAsync(id, Dispositions.Pending, cancellation);
        var review = await intake.ListAsync(id, Dispositions.Review, cancellation);
        var waiting = await sends.ListAsync(id, SendStates.Planned, cancellation);
        return new Figures
        {
            Municipality = id,
            OpenCases = cases.Count,
            DueToday = cases.Count(c => c.Due == today),
            Overdue = cases.Count(c => c.Due < today),
            MessagesPending = pending.Count,
            OldestPending = Age(pending.Select(m => m.ReceivedAt)),
            MessagesInReview = review.Count,
            OldestInReview = Age(review.Select(m => m.ReceivedAt)),
            MailWaiting = waiting.Count,
            OldestMail = Age(waiting.Select(s => s.PlannedAt)),
            MailUnknown = (await sends.ListAsync(id, SendStates.Unknown, cancellation)).Count,
            Tasks = (await tasks.ListOpenAsync(id, cancellation)).CountBy(t => t.Kind, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal),
        };
    }

    private TimeSpan Age(IEnumerable<DateTimeOffset> since) => since.Select(s => time.GetUtcNow() - s).Append(TimeSpan.Zero).Max();

    [LoggerMessage(
        LogLevel.Information,
        "Figures of {Municipality}: openCases={OpenCases} dueToday={DueToday} overdue={Overdue} messagesPending={MessagesPending} oldestPendingSeconds={OldestPending} "
        + "messagesInReview={MessagesInReview} oldestInReviewSeconds={OldestInReview} mailWaiting={MailWaiting} oldestMailSeconds={OldestMail} mailUnknown={MailUnknown} tasks={Tasks}")]
    private partial void LogFigures(
        string municipality, int openCases, int dueToday, int overdue, int messagesPending, long oldestPending, int messagesInReview, long oldestInReview, int mailWaiting, long oldestMail,
        int mailUnknown, string tasks);

    [LoggerMessage(LogLevel.Information, "Figures of the mailbox: ageSeconds={Age}")]
    private partial void LogMailbox(long age);

    [LoggerMessage(LogLevel.Information, "Figures of the stores: selfCheckFindings={Findings}")]
    private partial void LogSelfCheck(long findings);

    [LoggerMessage(LogLevel.Information, "Figures of the copy: copyAgeSeconds={Age} copyHeld={IsHeld}")]
    private partial void LogCopy(long age, bool isHeld);

    [LoggerMessage(LogLevel.Information, "Figures of the synthetic resident: late={IsLate} step={Step}")]
    private partial void LogSynthetic(bool isLate, string? step);

    [LoggerMessage(LogLevel.Error, "The figures could not be counted; the next round tries again.")]
    private partial void LogNotCounted(Exception problem);
}
