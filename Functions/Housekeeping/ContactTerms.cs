using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>A wish for another address that nobody confirmed until its last day has no task any more: the resident may ask again.</summary>
internal sealed class ContactTerms(ICaseJournal journal, IPersonTasks tasks, MunicipalityDirectory municipalities, TimeProvider time)
{
    public async Task EndAsync(CancellationToken cancellation)
    {
        foreach (var municipality in municipalities.All)
        {
            var today = municipality.Terms.DayOf(time.GetUtcNow());
            foreach (var task in (await tasks.ListOpenAsync(municipality.Pack.Id, cancellation)).Where(t => t is { Kind: CaseTasks.ContactChange, SubjectId: not null }))
            {
                if (await journal.ReadAsync(new CaseRef(municipality.Pack.Id, task.SubjectId!), cancellation) is { } record
                    && record.Entries.Select(e => e.Event).OfType<ContactChangeAsked>().Any(a => CaseTasks.ContactKey(record.Case, a.Round) == task.Key && a.Until < today))
                {
                    await tasks.CloseAsync(municipality.Pack.Id, task.Key, "machine", "expired", cancellation);
                }
            }
        }
    }
}
