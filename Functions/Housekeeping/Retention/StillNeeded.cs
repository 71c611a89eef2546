using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>Of what the lines name: what another record needs.</summary>
internal sealed record Needed(IReadOnlySet<string> Files, IReadOnlySet<string> Messages, IReadOnlySet<string> MailboxIds);

/// <summary>
/// Files lie in the store once, and a mail in the mailbox once, whoever has them: what a case that can be read, a message that stays, a list or a send
/// still names must not go. Asked when the keys of the lines are gone. Holds the candidates in memory and one case at a time.
/// </summary>
internal sealed class StillNeeded(IStoreCheck stores, ICaseJournal journal, IIntakeLedger intake, ISendLedger sends, SendLists lists, MunicipalityDirectory municipalities)
{
    public async Task<Needed> OfAsync(IReadOnlyList<RetentionRow> rows, CancellationToken cancellation)
    {
        var candidates = rows.SelectMany(r => r.Files).ToHashSet(StringComparer.Ordinal);
        var messages = rows.SelectMany(r => r.Messages).ToHashSet(StringComparer.Ordinal);
        var subjects = rows.Select(r => r.SubjectId).Concat(messages).ToHashSet(StringComparer.Ordinal);
        var listsGone = rows.Where(r => r.Kind == RetentionKinds.List).Select(r => r.SubjectId).ToHashSet(StringComparer.Ordinal);
        HashSet<string> files = new(StringComparer.Ordinal);
        HashSet<string> named = new(StringComparer.Ordinal);
        HashSet<CaseRef> kept = [];
        await foreach (var reference in stores.CasesAsync(null, cancellation))
        {
            if (await journal.ReadAsync(reference, cancellation) is { } other)
            {
                kept.Add(reference);
                files.UnionWith(CaseDocuments.MentionedIn(other).Where(candidates.Contains));
                named.UnionWith(CaseDocuments.MessagesIn(other).Where(messages.Contains));
            }
        }

        foreach (var municipality in municipalities.All.Select(m => m.Pack.Id))
        {
            foreach (var message in await intake.ListAsync(municipality, null, cancellation))
            {
                var stays = !messages.Contains(message.IntakeId)
                    || message.Disposition is Dispositions.Pending or Dispositions.Review
                    || (message.CaseId is { } its && kept.Contains(new CaseRef(municipality, its)));
                if (stays)
                {
                    named.Add(message.IntakeId);
                }

                if (named.Contains(message.IntakeId))
                {
                    files.Add(message.ContentHash);
                }
            }

            files.UnionWith((await sends.ListAsync(municipality, null, cancellation))
                .Where(s => !IsGone(s.SubjectId) || named.Contains(s.SubjectId)).Select(s => s.ContentId).OfType<string>());
            files.UnionWith((await lists.ListAsync(municipality, cancellation))
                .Where(l => !listsGone.Contains(l.Id)).SelectMany(l => l.Files));
        }

        var mailbox = await intake.DeliveriesAsync(cancellation).Where(d => named.Contains(d.IntakeId)).Select(d => DeliveryIds.MailOf(d.ProviderId)).OfType<string>().ToHashSetAsync(StringComparer.Ordinal, cancellation);
        return new Needed(files, named, mailbox);

        bool IsGone(string subject) => subjects.Contains(subject) || (SendList.IdIn(subject) is { } list && listsGone.Contains(list));
    }
}
