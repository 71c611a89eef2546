using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>How a record stands now, under the rule valid today.</summary>
/// <param name="Record">Of a case.</param>
/// <param name="Message">Of a message.</param>
/// <param name="List">Of a list.</param>
internal sealed record RetentionStanding(RetentionTerm Term, RetentionClass? Rule, CaseRecord? Record = null, IntakeRow? Message = null, SendList? List = null);

/// <summary>Asks whether a record may be destroyed: by its journal, its row or its list, as it is at this moment.</summary>
internal sealed class RetentionLook(ICaseJournal journal, IIntakeLedger intake, SendLists lists, MunicipalityDirectory municipalities, TimeProvider time)
{
    /// <summary>Null when the case cannot be read any more, or there is no such record.</summary>
    public async Task<RetentionStanding?> AtAsync(string municipality, string kind, string subject, CancellationToken cancellation)
    {
        var (pack, terms) = (municipalities.Get(municipality).Pack, municipalities.Get(municipality).Terms);
        var today = terms.DayOf(time.GetUtcNow());
        var rule = pack.Retention?.Find(kind, today);
        if (kind == RetentionKinds.Case)
        {
            return await journal.ReadAsync(new CaseRef(municipality, subject), cancellation) is { } record
                ? new RetentionStanding(RetentionTerm.OfCase(record.State, terms.DayOf(record.Entries[^1].At), rule, today), rule, Record: record)
                : null;
        }

        if (kind == RetentionKinds.List)
        {
            return await lists.FindAsync(municipality, subject, cancellation) is { } list
                ? new RetentionStanding(RetentionTerm.OfList(list is { ConfirmedAt: not null, IsGiven: false }, terms.DayOf(list.LastAt), rule, today), rule, List: list)
                : null;
        }

        return await intake.FindAsync(subject, cancellation) is { } message
            ? new RetentionStanding(RetentionTerm.OfMessage(message, message.EndedAt is { } ended ? terms.DayOf(ended) : null, rule, today), rule, Message: message)
            : null;
    }

    /// <summary>In the words of the list, which people read.</summary>
    public static string Say(KeptBecause? hindrance) => hindrance switch
    {
        null => "Ierakstu vairs nevar izlasīt.",
        KeptBecause.NotEnded => "Lieta, vēstule vai saraksts nav pabeigts.",
        KeptBecause.UnderWay => "Lietā atkal kaut kas notiek: apstrīdēšana, neizskatīta vēstule vai nenosūtīts paziņojums.",
        KeptBecause.NoConfirmedTerm => "Glabāšanas termiņš vairs nav apstiprināts.",
        KeptBecause.TermRuns => "Glabāšanas termiņš vēl nav beidzies: mainījies termiņš, vai lietā pēc slēgšanas vai ar sarakstu kaut kas darīts.",
        _ => throw new InvalidOperationException($"There are no words for {hindrance}."),
    };
}
