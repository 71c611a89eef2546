using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>Files lie in the store once, whoever has them: what another record still names stays. Holds the candidates in memory and one case at a time.</summary>
internal sealed class SharedFiles(IStoreCheck stores, ICaseJournal journal, IIntakeLedger intake, ISendLedger sends, MunicipalityDirectory municipalities)
{
    /// <summary>Of the files of these records, those that nobody else needs.</summary>
    public async Task<HashSet<string>> OnlyOfAsync(IReadOnlyList<RetentionRow> rows, CancellationToken cancellation)
    {
        var files = rows.SelectMany(r => r.Files).ToHashSet(StringComparer.Ordinal);
        var cases = rows.Select(r => new CaseRef(r.Municipality, r.SubjectId)).ToHashSet();
        var messages = rows.SelectMany(r => r.Messages).ToHashSet(StringComparer.Ordinal);
        await foreach (var reference in stores.CasesAsync(null, cancellation))
        {
            if (!cases.Contains(reference) && await journal.ReadAsync(reference, cancellation) is { } other)
            {
                files.ExceptWith(CaseDocuments.MentionedIn(other));
            }
        }

        foreach (var municipality in municipalities.All.Select(m => m.Pack.Id))
        {
            files.ExceptWith((await intake.ListAsync(municipality, null, cancellation)).Where(m => !messages.Contains(m.IntakeId)).Select(m => m.ContentHash));
            files.ExceptWith((await sends.ListAsync(municipality, null, cancellation))
                .Where(s => !cases.Contains(new CaseRef(municipality, s.SubjectId)) && !messages.Contains(s.SubjectId)).Select(s => s.ContentId).OfType<string>());
        }

        return files;
    }
}
