using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// One task tells of everything in the mailbox that cannot be taken in: how much, and where the first of it lies. It is told anew when something comes or goes, and
/// closes when nothing is left. Who has closed it is not told of the same entries again.
/// </summary>
internal sealed class UnreadableEntries(IMailboxMemory memory, IPersonTasks tasks, Addressees addressees, TimeProvider time)
{
    private const string Told = "mailbox:unreadable";
    private const string Prefix = "mailbox-unreadable:";
    private const int Named = 5;
    private const int LongestName = 60;

    /// <param name="ids">The mailbox's ids of all of them, after a whole look.</param>
    /// <param name="cancellation">Ends the telling.</param>
    public async Task TellAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var now = ids.Count == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ids.Order(StringComparer.Ordinal)))));
        var before = await memory.ReadAsync(Told, cancellation);
        if (now == before)
        {
            return;
        }

        var municipality = addressees.Default.Pack.Id;
        foreach (var open in (await tasks.ListOpenAsync(municipality, cancellation)).Where(t => t.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            await tasks.CloseAsync(municipality, open.Key, "machine", now is null ? "accepted" : "changed", cancellation);
        }

        if (now is null)
        {
            await memory.ForgetAsync(Told, before!, cancellation);
            return;
        }

        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{time.GetUtcNow():yyyyMMddHHmmssfff}"),
                Municipality = municipality,
                Role = Roles.Registrar,
                Kind = IncomingDesk.TaskKind,
                Text = TextOf(ids),
                RaisedAt = time.GetUtcNow(),
            },
            cancellation);
        await memory.WriteAsync(Told, now, cancellation);
    }

    private static Bilingual TextOf(IReadOnlyCollection<string> ids)
    {
        var names = string.Join(", ", ids.Order(StringComparer.Ordinal).Take(Named).Select(id => id.Length <= LongestName ? id : id[..LongestName] + "…"));
        return new(
            $"Pastkastē ir vēstules vai citi ieraksti, ko nevar nolasīt (skaits: {ids.Count}); tie paliek pastkastē. Pārbaudiet pastkastes mapi kopā ar sistēmas uzturētāju: {names}{(ids.Count > Named ? " u. c." : "")}. Uzdevums aizvērsies pats, kad tādu vairs nebūs.",
            $"The mailbox has letters or other entries that cannot be read ({ids.Count} in all); they stay in the mailbox. Check its folder together with the operator: {names}{(ids.Count > Named ? " and others" : "")}. The task closes by itself when there are none any more.");
    }
}
