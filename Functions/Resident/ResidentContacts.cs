using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Resident;

/// <summary>
/// Changes the address for status lines: a number goes to the former address, and only who reads it there may change it. The written
/// notice is not touched; its channel is a matter of the application.
/// </summary>
internal sealed class ResidentContacts(ResidentTickets tickets, ResidentMails mails, ResidentLimits limits, ICaseJournal journal)
{
    private const int MostCodesADay = 5;
    private const int MostTriesOfASession = 5;

    /// <returns>False when there were too many today; the mail is not sent then.</returns>
    public async Task<bool> SendCodeAsync(ResidentCase found, string address, CancellationToken cancellation)
    {
        if (!limits.Allows($"code:{found.Record.Case}", MostCodesADay, TimeSpan.FromDays(1)))
        {
            return false;
        }

        await mails.SendCodeAsync(found.Record, CodeOf(found, address), RoundOf(found, address), cancellation);
        return true;
    }

    /// <returns>False when the number is another one, or was tried too often.</returns>
    public async Task<bool> ChangeAsync(ResidentCase found, string address, string code, CancellationToken cancellation)
    {
        if (!limits.Allows($"code-try:{found.Ticket.Id}", MostTriesOfASession, TimeSpan.FromDays(1))
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code), Encoding.UTF8.GetBytes(CodeOf(found, address))))
        {
            return false;
        }

        var former = found.Record.State.Received!.ReplyTo;
        var changed = await journal.AppendAsync(
            new Append
            {
                Case = found.Record.Case,
                Key = $"reply-address:{found.Ticket.Id}",
                Decide = append => append.State is { SafeMode: SafeModes.Off, Received.ReplyTo: var now } && now == former ? [new ReplyAddressChanged(address, ReplyAddressChanged.Resident)] : [],
            },
            cancellation);
        return changed.Entries.Count > 0;
    }

    private string CodeOf(ResidentCase found, string address) => tickets.Code($"{found.Ticket.Id}\n{address.ToLowerInvariant()}");

    /// <summary>Names the mail in the ledger; another number than the one in it.</summary>
    private int RoundOf(ResidentCase found, string address) =>
        int.Parse(tickets.Code($"round\n{found.Ticket.Id}\n{address.ToLowerInvariant()}"), CultureInfo.InvariantCulture);
}
