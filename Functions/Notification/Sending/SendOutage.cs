using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>
/// The provider as a whole is down: nothing is tried until the pause is over, then one mail finds out. One task tells the people of each
/// municipality whose mail waits, however many mails wait and however often the process is restarted meanwhile, and closes by itself.
/// </summary>
internal sealed partial class SendOutage(
    IMailboxMemory memory, IPersonTasks tasks, ISendLedger ledger, MunicipalityDirectory municipalities, OutgoingOptions options, SendBackOff backOff, TimeProvider time, ILogger<SendOutage> logger)
{
    public const string Kind = "sender-silent";

    /// <summary>So many recipients in a row were told "later" and none was judged: that is of the server and not of them.</summary>
    private const int Everybody = 3;

    /// <summary>Details of mail that waits for the provider and not for its recipient.</summary>
    private static readonly string?[] OfTheProvider = ["provider-down", "provider-refuses", "later-to-everybody"];

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    private readonly SendPause _pause = new(memory, "sending:down-since", backOff, time);
    private readonly HashSet<string> _told = new(StringComparer.OrdinalIgnoreCase);
    private DateTimeOffset _answeredAt = DateTimeOffset.MinValue;
    private DateTimeOffset _watchedAt = DateTimeOffset.MinValue;

    public bool IsPaused => _pause.IsOn;

    /// <summary>The newest try found it down: the next mail finds out.</summary>
    public bool IsSuspected => _pause.Failures > 0;

    /// <summary>Since when the provider takes no mail, whichever process found it; null while it serves.</summary>
    public Task<DateTimeOffset?> DownSinceAsync(CancellationToken cancellation) => _pause.KnownSinceAsync(cancellation);

    /// <summary>The pause of this process ends, and this municipality's mail that was put off for the provider's sake is due: the next mail finds out whether it serves again.</summary>
    public async Task TryNowAsync(string municipality, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var row in (await ledger.ListAsync(municipality, SendStates.Planned, cancellation)).Where(r => r.DueAt > now && OfTheProvider.Contains(r.Detail)))
        {
            if (SendMoves.Postpone(row, now) is { } due)
            {
                // Whoever changed it meanwhile knows better.
                await ledger.ReplaceAsync(due, cancellation);
            }
        }

        _pause.Release();
    }

    /// <summary>It took a mail and asks for a pause. Never longer than nobody is told of: the next mail finds out.</summary>
    public void PauseFor(TimeSpan pause) => _pause.Hold(pause < options.AlarmAfter ? pause : options.AlarmAfter);

    /// <summary>This mail was told "later", and so was everybody before it.</summary>
    public bool IsLaterToEverybody(OutgoingMail mail)
    {
        _told.Add(mail.To is [{ Address: var address }, ..] ? address : mail.OperationId);
        return _told.Count >= Everybody;
    }

    /// <summary>It said yes or no to a mail, so it serves.</summary>
    public void Judged() => _told.Clear();

    /// <summary>While nothing is tried nobody else asks whether it is time to tell: a pause may be longer than that.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        if (IsPaused && IsSuspected && time.GetUtcNow() - _watchedAt >= BetweenLooks)
        {
            _watchedAt = time.GetUtcNow();
            await TellAsync(needsAPerson: false, cancellation);
        }
    }

    /// <summary>Whether it served another mail after this instant.</summary>
    public bool HasServedSince(DateTimeOffset? instant) => _answeredAt > instant;

    /// <summary>Nothing is tried until the returned instant.</summary>
    /// <param name="problem">What the sender said; null when it said nothing.</param>
    /// <param name="retryAfter">How long it asked us to wait.</param>
    public DateTimeOffset Fail(Exception? problem, TimeSpan? retryAfter)
    {
        var until = _pause.Fail(retryAfter);
        LogDown(problem, _pause.Failures);
        return until;
    }

    /// <param name="needsAPerson">A setting or the account is wrong: waiting alone does not help.</param>
    /// <param name="cancellation">Stops the writing.</param>
    public async Task TellAsync(bool needsAPerson, CancellationToken cancellation)
    {
        var since = await _pause.SinceAsync(cancellation);
        if (!needsAPerson && time.GetUtcNow() - since < options.AlarmAfter)
        {
            return;
        }

        foreach (var municipality in (await ledger.DueAsync(DateTimeOffset.MaxValue, planned: true, int.MaxValue, cancellation)).Select(r => r.Municipality).Distinct(StringComparer.Ordinal))
        {
            await TellAsync(municipality, since, needsAPerson, cancellation);
        }
    }

    public async Task AnsweredAsync(CancellationToken cancellation)
    {
        _answeredAt = time.GetUtcNow();
        await _pause.EndAsync(
            async () =>
            {
                foreach (var municipality in municipalities.All.Select(m => m.Pack.Id))
                {
                    foreach (var task in (await tasks.ListOpenAsync(municipality, cancellation)).Where(t => t.Kind == Kind))
                    {
                        await tasks.CloseAsync(municipality, task.Key, "machine", "sender-answers", cancellation);
                    }
                }
            },
            cancellation);
    }

    private Task TellAsync(string municipality, DateTimeOffset since, bool needsAPerson, CancellationToken cancellation) => tasks.RaiseAsync(
        new PersonTask
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{Kind}:{municipality}:{since:yyyyMMddHHmmss}"),
            Municipality = municipality,
            Role = Roles.Head,
            Kind = Kind,
            Text = needsAPerson
                ? new(
                    "E-pasta vēstules nevar nosūtīt: pasta serveris nepieņem mūsu iestatījumus. Vēstules gaida un nav zudušas. Sazinieties ar sistēmas uzturētāju; par steidzamo informējiet cilvēkus citādi.",
                    "E-mail cannot be sent: the mail server does not accept our settings. The mail waits and is not lost. Speak to the operator; tell people about what is urgent in another way.")
                : new(
                    "E-pasta vēstules nevar nosūtīt: pasta serveris neatbild. Vēstules gaida un nav zudušas; kad serveris atbildēs, tās tiks nosūtītas, vispirms steidzamās. Par steidzamo informējiet cilvēkus citādi.",
                    "E-mail cannot be sent: the mail server does not answer. The mail waits and is not lost; it is sent when the server answers, the urgent first. Tell people about what is urgent in another way."),
            RaisedAt = time.GetUtcNow(),
        },
        cancellation);

    [LoggerMessage(LogLevel.Warning, "The sender cannot be used, {Failures} times in a row; mail waits.")]
    private partial void LogDown(Exception? problem, int failures);
}
