using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Housekeeping;

namespace SocialWorkflows.Functions.Resident;

/// <summary>What became of a wish to be written to elsewhere.</summary>
internal enum ContactAsk
{
    /// <summary>It waits for a person; the same wish once more changes nothing.</summary>
    Waits,

    /// <summary>Another wish waits already.</summary>
    AnotherWaits,

    /// <summary>It is the address on the case.</summary>
    Known,

    TooOften,

    /// <summary>Letters of this case do not go by post, or the decision is made.</summary>
    NotByPost,
}

/// <summary>
/// Takes the wish to be written to elsewhere. Whoever opened the page reads the mailbox on the case, and that may be somebody else: so the wish
/// changes nothing. The former address is told, and a person makes sure by telephone, in person or by a letter.
/// </summary>
internal sealed class ResidentContacts(
    ResidentMails mails, ResidentLimits limits, ICaseJournal journal, OutboxDrain outbox, IOptions<ResidentOptions> options, TimeProvider time)
{
    private const int MostAsksADay = 3;

    /// <summary>Whether a wish waits for a person.</summary>
    public bool IsWaiting(ResidentCase found) => found.Record.State.ContactRequest?.IsOpen(Today(found)) == true;

    /// <param name="found">The case of the page.</param>
    /// <param name="what">One of <see cref="ContactParts"/>.</param>
    /// <param name="value">The new address, looked at already.</param>
    /// <param name="cancellation">Stops the writing.</param>
    public async Task<ContactAsk> AskAsync(ResidentCase found, string what, string value, CancellationToken cancellation)
    {
        var state = found.Record.State;
        if (IsWaiting(found))
        {
            return state.ContactRequest!.Asked is var waits && waits.What == what && waits.Value == value ? ContactAsk.Waits : ContactAsk.AnotherWaits;
        }

        if (what == ContactParts.PostalAddress && !ContactRequest.MayChangePost(state))
        {
            return ContactAsk.NotByPost;
        }

        if (value.Equals(what == ContactParts.Email ? state.Received!.ReplyTo : state.Contact!.Address, StringComparison.OrdinalIgnoreCase))
        {
            return ContactAsk.Known;
        }

        if (!limits.Allows($"contact:{found.Record.Case}", MostAsksADay, TimeSpan.FromDays(1)))
        {
            return ContactAsk.TooOften;
        }

        var round = (state.ContactRequest?.Asked.Round ?? 0) + 1;

        // Told before it is written: a crash in between warns of a wish that is not there rather than of none.
        await mails.TellOfContactAsync(found.Record, round, cancellation);
        var asked = await journal.AppendAsync(
            new Append
            {
                Case = found.Record.Case,
                Key = $"contact-asked:{round}",
                Wakes = true,
                Decide = append => append.State.Received?.ReplyTo == state.Received!.ReplyTo
                    ? [new ContactChangeAsked(round, what, value, Number(), append.Now, Today(found).AddDays(options.Value.ContactDays))]
                    : [],
            },
            cancellation);
        await outbox.DrainAsync(found.Record.Case, cancellation);
        return asked is { Repeated: false, Entries.Count: > 0 } ? ContactAsk.Waits : ContactAsk.AnotherWaits;
    }

    private DateOnly Today(ResidentCase found) => found.Municipality.Terms.DayOf(time.GetUtcNow());

    private static string Number() => RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
}
