using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Resident;

/// <summary>A case as its resident may see it, while a session lasts.</summary>
internal sealed record ResidentCase(CaseRecord Record, Municipality Municipality, ResidentTicket Ticket)
{
    public string Number => Record.State.Number ?? string.Empty;

    public ResidentStanding Standing => ResidentStanding.Of(Record.State);
}

/// <summary>Opens the status page by a link and keeps it open by a session; everything that is not in order looks the same: null.</summary>
internal sealed class ResidentDesk(
    ResidentTickets tickets, ResidentMails mails, ResidentLimits limits, SafeMail safe, ICaseJournal journal, MunicipalityDirectory municipalities, IOptions<ResidentOptions> options, TimeProvider time)
{
    /// <summary>Tries with one link of ours, from however many clients, in <see cref="LinkWindow"/>; a person needs one or two.</summary>
    public const int MostTriesOfALink = 20;

    private static readonly TimeSpan LinkWindow = TimeSpan.FromMinutes(10);

    /// <summary>Uses the link up. The journal keeps that it was used, so that it opens nothing a second time, whichever machine answers.</summary>
    /// <returns>The session's ticket; null for a link that is used, expired, forged or of a case whose mail is not safe.</returns>
    public async Task<string?> OpenAsync(string? link, CancellationToken cancellation)
    {
        if (await AliveAsync(Tried(link), cancellation) is not { } found || found.Ticket.EndsAt < time.GetUtcNow())
        {
            return null;
        }

        var used = await journal.AppendAsync(
            new Append
            {
                Case = found.Ticket.Case,
                Key = $"status-link:{found.Ticket.Id}",
                Decide = append => IsOpenTo(append.State, found.Ticket) ? [new StatusLinkOpened(found.Ticket.Id)] : [],
            },
            cancellation);
        return used is { Repeated: false, Entries.Count: > 0 }
            ? tickets.Write(found.Ticket with { Purpose = TicketPurposes.Session, EndsAt = time.GetUtcNow().AddMinutes(options.Value.SessionMinutes) })
            : null;
    }

    /// <summary>The case of a session that has not ended.</summary>
    public async Task<ResidentCase?> FindAsync(string? session, CancellationToken cancellation) =>
        await AliveAsync(tickets.Read(session, TicketPurposes.Session), cancellation) is { } found && found.Ticket.EndsAt >= time.GetUtcNow() && !IsLeft(found) ? found : null;

    /// <summary>The person closes the page: a copy of its cookie opens nothing more, on whichever machine.</summary>
    public async Task LeaveAsync(string? session, CancellationToken cancellation)
    {
        if (await FindAsync(session, cancellation) is { } found)
        {
            await journal.AppendAsync(new Append { Case = found.Ticket.Case, Key = LeftKey(found.Ticket), Decide = _ => [new StatusPageLeft(found.Ticket.Id)] }, cancellation);
        }
    }

    /// <summary>A new link to the address we know, if the old one was ever ours. Whoever asks learns nothing.</summary>
    public async Task RenewAsync(string? link, CancellationToken cancellation)
    {
        if (await AliveAsync(Tried(link), cancellation) is { } found)
        {
            await mails.SendLinkAsync(found.Record, cancellation);
        }
    }

    /// <summary>Forged links cost a hash and are counted by client only: the counts are for what is ours.</summary>
    private ResidentTicket? Tried(string? link) =>
        tickets.Read(link, TicketPurposes.Link) is { } ticket && limits.Allows($"link:{ticket.Id}", MostTriesOfALink, LinkWindow) ? ticket : null;

    private async Task<ResidentCase?> AliveAsync(ResidentTicket? ticket, CancellationToken cancellation) =>
        ticket is not null
        && municipalities.Find(ticket.Case.Municipality) is { } municipality
        && await journal.ReadAsync(ticket.Case, cancellation) is { } record
        && IsOpenTo(record.State, ticket)
        && await safe.ModeOfAsync(record, cancellation) == SafeModes.Off
            ? new ResidentCase(record, municipality, ticket)
            : null;

    private static bool IsLeft(ResidentCase found) => found.Record.Entries.Any(e => e.Key == LeftKey(found.Ticket));

    private static string LeftKey(ResidentTicket ticket) => $"status-left:{ticket.Id}";

    private bool IsOpenTo(CaseState state, ResidentTicket ticket) =>
        state is { SafeMode: SafeModes.Off, Received.ReplyTo: { Length: > 0 } address } && tickets.BoundTo(address) == ticket.Bound;
}
