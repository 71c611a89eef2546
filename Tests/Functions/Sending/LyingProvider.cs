using SocialWorkflows.Connectors.SendGrid;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>
/// A mail provider that sometimes lies: sends and says that it does not know, refuses and sends, times out after accepting, throws. What really left is
/// kept here, at the receiving side. What the protocols promise is kept: "later" (a 4xx of SMTP, 429) means that nothing left.
/// </summary>
/// <param name="random">Says when it lies and how.</param>
/// <param name="reports">As SendGrid: says later what it did, twice and out of order.</param>
/// <param name="isSilent">Says it when asked for <see cref="LateWords"/> only: days later, or never.</param>
/// <param name="liesOneIn">Six of so many tries go wrong.</param>
/// <param name="returnsOneIn">Of so many mails that left one comes back; none by default.</param>
internal sealed class LyingProvider(Random random, bool reports, bool isSilent = false, int liesOneIn = 9, int returnsOneIn = int.MaxValue) : IMailSender
{
    private readonly List<SendGridEvent> _words = [];

    public List<OutgoingMail> Left { get; } = [];

    public bool IsIdempotent => false;

    public MailDoubt Doubt => reports ? MailDoubt.Events : MailDoubt.Person;

    public int Lies { get; private set; }

    public int Tries { get; private set; }

    /// <summary>Operation ids of the mails that came back.</summary>
    public HashSet<string> Returned { get; } = [];

    public Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default)
    {
        Tries++;
        var way = random.Next(liesOneIn);
        Lies += way < 6 ? 1 : 0;
        switch (way)
        {
            case 0:
                Leave(mail);
                return Task.FromResult(new MailSendResult(MailSendOutcome.Unknown, "504") { IsOfTheServer = random.Next(2) == 0 });
            case 1:
                return Task.FromResult(new MailSendResult(MailSendOutcome.Unknown, "504") { IsOfTheServer = random.Next(2) == 0 });
            case 2:
                Leave(mail);
                throw new PermanentMailException("400, and sent all the same");
            case 3:
                Leave(mail);
                throw new InvalidOperationException("broke after the mail had left");
            case 4:
                throw new TransientMailException("451");
            case 5:
                throw new TransientMailException("421") { IsOfTheServer = true };
            default:
                Leave(mail);
                return Task.FromResult(new MailSendResult(MailSendOutcome.Accepted, "250"));
        }
    }

    /// <summary>What it says by now, each word twice; said again until it was heard.</summary>
    public IReadOnlyList<SendGridEvent> Words() => isSilent ? [] : LateWords();

    public IReadOnlyList<SendGridEvent> LateWords()
    {
        var words = _words.Concat(_words).ToArray();
        random.Shuffle(words);
        return words;
    }

    public void Heard()
    {
        if (!isSilent)
        {
            _words.Clear();
        }
    }

    private void Leave(OutgoingMail mail)
    {
        Left.Add(mail);
        if (returnsOneIn < int.MaxValue && random.Next(returnsOneIn) == 0)
        {
            Returned.Add(mail.OperationId);
            _words.AddRange([new($"p{Left.Count}", mail.OperationId, "processed", "", ""), new($"b{Left.Count}", mail.OperationId, "bounce", "5.1.1", "bounce")]);
        }
        else if (reports)
        {
            _words.AddRange([new($"p{Left.Count}", mail.OperationId, "processed", "", ""), new($"d{Left.Count}", mail.OperationId, "delivered", "", "")]);
        }
    }
}
