using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Graph;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Every ten minutes: keeps the subscription of a remote mailbox alive, and tells a person when the mailbox has not been looked through for an
/// hour. The task closes by itself when it answers again.
/// </summary>
internal sealed partial class MailboxWatch(
    IServiceProvider services, IMailboxMemory memory, IPersonTasks tasks, MunicipalityDirectory municipalities, TimeProvider time, ILogger<MailboxWatch> logger)
{
    public const string Kind = "mailbox-silent";

    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>After which a person is told.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromHours(1);

    private readonly DateTimeOffset _since = time.GetUtcNow();

    /// <summary>One round; returns how many things it changed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation) => await KeepSubscriptionAsync(cancellation) + await LookAtAgeAsync(cancellation);

    private async Task<int> KeepSubscriptionAsync(CancellationToken cancellation)
    {
        try
        {
            return services.GetService<GraphSubscriptions>() is { } subscriptions && await subscriptions.KeepAsync(cancellation) ? 1 : 0;
        }
        catch (MailboxUnavailableException problem)
        {
            LogNotKept(problem);
            return 0;
        }
    }

    private async Task<int> LookAtAgeAsync(CancellationToken cancellation)
    {
        var last = await memory.ReadAsync(IncomingDesk.LastLook, cancellation) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : (DateTimeOffset?)null;
        var municipality = municipalities.Default.Pack.Id;
        var open = (await tasks.ListOpenAsync(municipality, cancellation)).Where(t => t.Kind == Kind).ToList();
        var now = time.GetUtcNow();
        if (now - (last > _since ? last.Value : _since) < Silence)
        {
            foreach (var task in open)
            {
                await tasks.CloseAsync(municipality, task.Key, "machine", "mailbox-answers", cancellation);
            }

            return open.Count;
        }

        if (open.Count > 0)
        {
            return 0;
        }

        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"{Kind}:{now:yyyyMMddHHmm}",
                Municipality = municipality,
                Role = Roles.Head,
                Kind = Kind,
                Text = new(
                    "Pastkaste neatbild vairāk nekā stundu: jaunas vēstules netiek saņemtas, tās paliek pastkastē. Sazinieties ar sistēmas uzturētāju; steidzamās vēstules lasiet pastkastē.",
                    "The mailbox has not answered for more than an hour: new letters are not received, they stay in the mailbox. Speak to the operator; read urgent letters in the mailbox."),
                RaisedAt = now,
            },
            cancellation);
        return 1;
    }

    [LoggerMessage(LogLevel.Warning, "The mailbox subscription could not be kept; the mailbox is polled, and the next round tries again.")]
    private partial void LogNotKept(Exception problem);
}
