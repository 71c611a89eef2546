using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <param name="Lane">One of <see cref="Lanes"/>.</param>
/// <param name="IsUrgent">A person is to read it at once, in whatever lane.</param>
internal sealed record TriageVerdict(int Lane, bool IsUrgent);

/// <summary>
/// In what order an accepted message is worked on: words of distress first, a sender who writes more than anybody does last. Nothing is refused
/// for it, and a person hears of the words of distress whoever the sender seems to be: anybody can write in another's name. The counts live in memory only: after a restart a flood is noticed anew.
/// </summary>
internal sealed class Triage(MunicipalityDirectory municipalities, IPersonTasks tasks, WebForms webForms, SecretKeys keys, TimeProvider time)
{
    /// <summary>So many messages of one sender within a day are usual; the next ones wait behind everybody else's.</summary>
    public const int UsualOfOneSender = 40;

    private const int SendersKept = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _today = new(StringComparer.Ordinal);
    private DateOnly _day;

    public async Task<TriageVerdict> JudgeAsync(string municipality, ReadOnlyMemory<byte> raw, CancellationToken cancellation)
    {
        MailMessage mail;
        try
        {
            mail = MimeReader.Read(raw);
        }
        catch (MailFormatException)
        {
            return new TriageVerdict(Lanes.Usual, IsUrgent: false);
        }

        var isUrgent = HasWordsOfDistress(municipality, mail);
        if (Count(municipality, mail) is { } sender)
        {
            await TellAsync(municipality, sender, cancellation);
            return new TriageVerdict(Lanes.Slow, isUrgent);
        }

        return new TriageVerdict(isUrgent ? Lanes.Urgent : Lanes.Usual, isUrgent);
    }

    /// <summary>
    /// Also in what a program sends: a web form, or a program on somebody's behalf, says of itself that it is one. Not in reports, which quote what we
    /// or others wrote, nor in calendars.
    /// </summary>
    public bool HasWordsOfDistress(string municipality, MailMessage mail) =>
        webForms.Classify(municipality, mail, time.GetUtcNow())?.Kind is null or MachineMailKind.AutoReply or MachineMailKind.Bulk
        && MessageSigns.IsUrgent(municipalities.Get(municipality).Pack, LetterText.Of(mail));

    /// <summary>False for what is no mail.</summary>
    public bool HasWordsOfDistress(string municipality, ReadOnlyMemory<byte> raw)
    {
        try
        {
            return HasWordsOfDistress(municipality, MimeReader.Read(raw));
        }
        catch (MailFormatException)
        {
            return false;
        }
    }

    /// <summary>The sender's key when today's messages are more than usual; null otherwise, and for a web form, through which many people write.</summary>
    private string? Count(string municipality, MailMessage mail)
    {
        if (mail.From is not [{ Address.Length: > 0 } from, ..] || webForms.IsOne(municipality, mail, time.GetUtcNow()))
        {
            return null;
        }

        var sender = SenderKeys.Of($"{municipality}\n{from.Address}", keys);
        var day = municipalities.Get(municipality).Terms.DayOf(time.GetUtcNow());
        lock (_gate)
        {
            if (day != _day || _today.Count >= SendersKept)
            {
                _today.Clear();
                _day = day;
            }

            return (_today[sender] = _today.GetValueOrDefault(sender) + 1) > UsualOfOneSender ? sender : null;
        }
    }

    private Task TellAsync(string municipality, string sender, CancellationToken cancellation) => tasks.RaiseAsync(
        new PersonTask
        {
            Key = $"sender-flood:{sender}:{_day:yyyy-MM-dd}",
            Municipality = municipality,
            Role = Roles.Registrar,
            Kind = "mail-flood",
            Text = new(
                $"Viens sūtītājs šodien ir atsūtījis vairāk nekā {UsualOfOneSender} vēstuļu. Visas ir saņemtas; nākamās apstrādā pēc citu vēstulēm.",
                $"One sender has sent more than {UsualOfOneSender} letters today. All are received; the next are dealt with after those of others."),
            RaisedAt = time.GetUtcNow(),
        },
        cancellation);
}
