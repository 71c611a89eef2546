using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>
/// The provider as a whole is down: nothing is tried until the pause is over, then one mail finds out. One task tells people, however many mails
/// wait and however often the process is restarted meanwhile, and closes by itself.
/// </summary>
internal sealed partial class SendOutage(
    IMailboxMemory memory, IPersonTasks tasks, MunicipalityDirectory municipalities, OutgoingOptions options, SendBackOff backOff, TimeProvider time, ILogger<SendOutage> logger)
{
    public const string Kind = "sender-silent";

    private const string Since = "sending:down-since";

    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;
    private int _failures;
    private bool _mayBeKnown = true;

    public bool IsPaused => time.GetUtcNow() < _pausedUntil;

    public void PauseFor(TimeSpan pause) => _pausedUntil = time.GetUtcNow() + pause;

    /// <param name="problem">What the sender said.</param>
    /// <param name="retryAfter">How long it asked us to wait.</param>
    /// <param name="needsAPerson">A setting or the account is wrong: waiting alone does not help.</param>
    /// <param name="cancellation">Stops the writing.</param>
    public async Task FailedAsync(Exception problem, TimeSpan? retryAfter, bool needsAPerson, CancellationToken cancellation)
    {
        LogDown(problem, ++_failures);
        PauseFor(retryAfter ?? backOff.After(_failures));
        _mayBeKnown = true;
        var now = time.GetUtcNow();
        var known = await memory.ReadAsync(Since, cancellation);
        if (known is null)
        {
            await memory.WriteAsync(Since, known = now.ToString("O", CultureInfo.InvariantCulture), cancellation);
        }

        var since = DateTimeOffset.Parse(known, CultureInfo.InvariantCulture);
        if (needsAPerson || now - since >= options.AlarmAfter)
        {
            await TellAsync(since, needsAPerson, cancellation);
        }
    }

    public async Task AnsweredAsync(CancellationToken cancellation)
    {
        _failures = 0;
        if (!_mayBeKnown)
        {
            return;
        }

        var municipality = municipalities.Default.Pack.Id;
        foreach (var task in (await tasks.ListOpenAsync(municipality, cancellation)).Where(t => t.Kind == Kind))
        {
            await tasks.CloseAsync(municipality, task.Key, "machine", "sender-answers", cancellation);
        }

        if (await memory.ReadAsync(Since, cancellation) is { } since)
        {
            await memory.ForgetAsync(Since, since, cancellation);
        }

        _mayBeKnown = false;
    }

    private Task TellAsync(DateTimeOffset since, bool needsAPerson, CancellationToken cancellation) => tasks.RaiseAsync(
        new PersonTask
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{Kind}:{since:yyyyMMddHHmmss}"),
            Municipality = municipalities.Default.Pack.Id,
            Role = Roles.Head,
            Kind = Kind,
            Text = needsAPerson
                ? "E-pasta vēstules nevar nosūtīt: pasta serveris nepieņem mūsu iestatījumus. Vēstules gaida un nav zudušas. Sazinieties ar sistēmas uzturētāju; par steidzamo informējiet cilvēkus citādi."
                : "E-pasta vēstules nevar nosūtīt: pasta serveris neatbild. Vēstules gaida un nav zudušas; kad serveris atbildēs, tās tiks nosūtītas, vispirms steidzamās. Par steidzamo informējiet cilvēkus citādi.",
            RaisedAt = time.GetUtcNow(),
        },
        cancellation);

    [LoggerMessage(LogLevel.Warning, "The sender cannot be used, {Failures} times in a row; mail waits.")]
    private partial void LogDown(Exception problem, int failures);
}
