using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Stops two systems that answer each other: after two automatic answers to one sender within a week, today's of other kinds among them, there is no third.</summary>
internal sealed class AnswerLimit(ISendLedger ledger)
{
    /// <summary>The how manieth answer is not sent.</summary>
    public const int Exchanges = 3;

    private const int Days = 7;

    private static readonly string[] Kinds = [StatusMails.Unsigned, StatusMails.InvalidSignature, StatusMails.SignatureChecking, StatusMails.MessageReceived];

    /// <param name="municipality">Whose answers.</param>
    /// <param name="kind">What would be answered. Today's own answer of this kind is no exchange more: the send ledger gives it only once.</param>
    /// <param name="senderOn">Names the sender on a day without showing the address.</param>
    /// <param name="today">Civil day of the municipality.</param>
    /// <param name="cancellation">Stops the look-ups.</param>
    public async Task<bool> IsReachedAsync(string municipality, string kind, Func<DateOnly, string> senderOn, DateOnly today, CancellationToken cancellation)
    {
        var answered = 0;
        for (var back = 0; back < Days && answered < Exchanges - 1; back++)
        {
            var sender = senderOn(today.AddDays(-back));
            foreach (var given in Kinds.Where(k => back > 0 || k != kind))
            {
                answered += await ledger.FindAsync(SendOrder.IdOf(municipality, sender, given, 0), cancellation) is null ? 0 : 1;
            }
        }

        return answered >= Exchanges - 1;
    }
}
