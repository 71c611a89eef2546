using System.Collections.Concurrent;
using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>
/// The provider serves us and refuses one of our own sender addresses: what goes out under that address waits, everybody else's mail goes on,
/// and the head of the municipality is told once.
/// </summary>
internal sealed partial class SendFroms(
    IMailboxMemory memory, IPersonTasks tasks, OutgoingOptions options, SendBackOff backOff, TimeProvider time, ILogger<SendFroms> logger)
{
    public const string Kind = "sender-refused";

    private readonly ConcurrentDictionary<string, SendPause> _pauses = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Until when nothing is sent under this address; null when it may be tried.</summary>
    public DateTimeOffset? WaitsUntil(MailAddress from) => PauseOf(from) is { IsOn: true, Until: var until } ? until : null;

    /// <returns>The instant until which mail of this address waits.</returns>
    public DateTimeOffset Refuse(SendRow row, MailAddress from, Exception problem, TimeSpan? retryAfter)
    {
        LogRefused(problem, row.Municipality);
        return PauseOf(from).Fail(retryAfter);
    }

    /// <param name="row">The mail that was refused.</param>
    /// <param name="from">The address it bears.</param>
    /// <param name="needsAPerson">The answer was final: waiting alone does not help.</param>
    /// <param name="cancellation">Stops the writing.</param>
    public async Task TellAsync(SendRow row, MailAddress from, bool needsAPerson, CancellationToken cancellation)
    {
        var since = await PauseOf(from).SinceAsync(cancellation);
        if (!needsAPerson && time.GetUtcNow() - since < options.AlarmAfter)
        {
            return;
        }

        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = PrefixOf(from) + since.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture),
                Municipality = row.Municipality,
                Role = Roles.Head,
                Kind = Kind,
                Text = new(
                    $"Pasta serveris nepieņem vēstules no adreses {from.Address}. Vēstules no tās gaida un nav zudušas; kad serveris tās pieņems, tās tiks nosūtītas. "
                    + "Palūdziet sistēmas uzturētājam pārbaudīt, vai šī adrese un tās domēns ir atļauti pie pasta pakalpojuma sniedzēja. Par steidzamo informējiet cilvēkus citādi.",
                    $"The mail server takes no mail from the address {from.Address}. Mail from it waits and is not lost; it is sent when the server takes it. "
                    + "Ask the operator to check that this address and its domain are allowed at the mail provider. Tell people about what is urgent in another way."),
                RaisedAt = time.GetUtcNow(),
            },
            cancellation);
    }

    public Task PassedAsync(SendRow row, MailAddress from, CancellationToken cancellation) => PauseOf(from).EndAsync(
        async () =>
        {
            foreach (var task in (await tasks.ListOpenAsync(row.Municipality, cancellation)).Where(t => t.Key.StartsWith(PrefixOf(from), StringComparison.Ordinal)))
            {
                await tasks.CloseAsync(row.Municipality, task.Key, "machine", "sender-accepted", cancellation);
            }
        },
        cancellation);

    private SendPause PauseOf(MailAddress from) => _pauses.GetOrAdd(from.Address, address => new SendPause(memory, "sending:refused-since:" + address, backOff, time));

    private static string PrefixOf(MailAddress from) => $"{Kind}:{from.Address}:";

    [LoggerMessage(LogLevel.Warning, "The sender refuses a sender address of {Municipality}; its mail waits.")]
    private partial void LogRefused(Exception problem, string municipality);
}
