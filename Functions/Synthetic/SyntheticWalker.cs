using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>
/// Walks one invented application through the running system each day: begins it, takes the steps of staff, and looks how far it has come. Called once a
/// minute; whatever it does is decided from what is stored, so that it goes on after a kill at any instruction.
/// </summary>
internal sealed partial class SyntheticWalker(
    SyntheticOptions options, SyntheticMails mails, SyntheticStaff staff, SyntheticCleaning cleaning, SyntheticNews news, IMailbox mailbox, IncomingDesk intakeDesk, IIntakeLedger intake, ICaseJournal journal,
    IMailboxMemory memory, MunicipalityDirectory municipalities, TimeProvider time, ILogger<SyntheticWalker> logger)
{
    private const string Kept = "synthetic:walk";
    private const string LastDay = "synthetic:day";

    /// <summary>A walk that is not finished keeps the next day's from beginning; on the day after that it is given up.</summary>
    private const int GivenUpAfterDays = 2;

    /// <returns>How many things were done; 0 when there is nothing to do now.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (!options.IsOn)
        {
            return 0;
        }

        var local = TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(municipalities.Default.Pack.Calendar.TimeZone));
        var today = DateOnly.FromDateTime(local.DateTime);
        var walk = await ReadAsync(cancellation);
        var done = 0;
        if (local.Hour >= options.Hour && await memory.ReadAsync(LastDay, cancellation) != SyntheticMails.NameOf(today))
        {
            walk = await BeginDayAsync(walk, today, cancellation);
            await memory.WriteAsync(LastDay, SyntheticMails.NameOf(today), cancellation);
            done++;
        }

        return walk is { FinishedAt: null } ? done + await GoOnAsync(walk, cancellation) : done;
    }

    /// <summary>Null where no walks are asked for.</summary>
    public async Task<SyntheticStanding?> StandingAsync(CancellationToken cancellation) =>
        options.Mode == SyntheticOptions.On ? SyntheticStanding.Of(await ReadAsync(cancellation), time.GetUtcNow()) : null;

    private async Task<SyntheticWalk?> ReadAsync(CancellationToken cancellation) => SyntheticWalk.Read(await memory.ReadAsync(Kept, cancellation));

    private async Task<SyntheticWalk?> BeginDayAsync(SyntheticWalk? last, DateOnly today, CancellationToken cancellation)
    {
        await staff.ActEverywhereAsync(cancellation);
        await TryAsync(() => cleaning.CleanAsync(cancellation));
        if (options.Mode != SyntheticOptions.On || last?.Day == today)
        {
            return last;
        }

        if (last is { FinishedAt: null } open)
        {
            if (today.DayNumber - open.Day.DayNumber < GivenUpAfterDays)
            {
                await news.NotBegunAsync(open, today, cancellation);
                return open;
            }

            await TryAsync(() => cleaning.GiveUpAsync(cancellation));
        }

        var now = time.GetUtcNow();
        var walk = new SyntheticWalk { Day = today, StartedAt = now, StepAt = now, LastFinishedAt = last?.LastFinishedAt };
        await WriteAsync(walk, cancellation);
        LogBegun(Day(today));
        return walk;
    }

    private async Task<int> GoOnAsync(SyntheticWalk walk, CancellationToken cancellation)
    {
        var before = walk;
        await TryAsync(async () => walk = await PlacedAsync(walk, cancellation));
        var row = await intake.FindDeliveryAsync(SyntheticMails.NameOf(walk.Day), cancellation);
        CaseRef? reference = row?.CaseId is { } caseId ? new CaseRef(row.Municipality, caseId) : null;
        var taken = reference is { } its ? await staff.ActAsync(its, cancellation) : 0;
        var (step, at) = SyntheticSteps.Of(walk, row, reference is { } walked ? await journal.ReadAsync(walked, cancellation) : null);
        walk = walk with { Step = step, StepAt = at };
        if (step == SyntheticSteps.Notified)
        {
            walk = walk with { FinishedAt = at, LastFinishedAt = at };
            await news.FinishedAsync(cancellation);
            LogFinished(Day(walk.Day), (long)(at - walk.StartedAt).TotalSeconds);
        }
        else if (walk.ToldAt is null && time.GetUtcNow() - at > TimeSpan.FromMinutes(options.StepMinutes))
        {
            await news.LateAsync(walk, cancellation);
            walk = walk with { ToldAt = time.GetUtcNow() };
            LogLate(Day(walk.Day), step);
        }

        if (walk == before)
        {
            return taken;
        }

        await WriteAsync(walk, cancellation);
        return taken + 1;
    }

    /// <summary>Written down before it is placed, and placed under one name with the same bytes: however often it is tried, one mail comes in.</summary>
    private async Task<SyntheticWalk> PlacedAsync(SyntheticWalk walk, CancellationToken cancellation)
    {
        if (walk.PlacedAt is not null)
        {
            return walk;
        }

        if (walk.Mail is not { } hash || await mails.FindAsync(hash, cancellation) is not { } mail)
        {
            hash = await mails.WriteAsync(walk.Day, cancellation);
            walk = walk with { Mail = hash };
            await WriteAsync(walk, cancellation);
            mail = (await mails.FindAsync(hash, cancellation))!;
        }

        var name = SyntheticMails.NameOf(walk.Day);
        if (mailbox is IMailDrop drop)
        {
            await drop.PutAsync(name, mail, cancellation);
        }
        else
        {
            await intakeDesk.TakeInAsync(name, mail, cancellation);
        }

        return walk with { PlacedAt = time.GetUtcNow(), Door = mailbox is IMailDrop ? "mailbox" : "inside" };
    }

    /// <summary>What fails is tried again in a minute, and keeps nobody from being told that the walk is late.</summary>
    private async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogFailed(problem);
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Task WriteAsync(SyntheticWalk walk, CancellationToken cancellation) => memory.WriteAsync(Kept, walk.Write(), cancellation);

    [LoggerMessage(LogLevel.Information, "The synthetic walk of {Day} begins.")]
    private partial void LogBegun(string day);

    [LoggerMessage(LogLevel.Information, "The synthetic walk of {Day} is finished: seconds={Seconds}")]
    private partial void LogFinished(string day, long seconds);

    [LoggerMessage(LogLevel.Error, "A step around the synthetic walk failed; it is tried again.")]
    private partial void LogFailed(Exception problem);

    [LoggerMessage(LogLevel.Error, "The synthetic walk of {Day} is late: it has come to '{Step}' and not further.")]
    private partial void LogLate(string day, string step);
}
