using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Housekeeping.SelfCheck;

/// <summary>Counts the intake ledger from its side (design invariant I1): each message that became a case, or went to one, names a case that is there.</summary>
internal sealed class LedgerInspection(IIntakeLedger intake, ICaseJournal journal, ICaseShredder shredder, MunicipalityDirectory municipalities)
{
    public async Task<IReadOnlyList<SelfCheckFinding>> LookAsync(CancellationToken cancellation)
    {
        List<SelfCheckFinding> findings = [];
        foreach (var municipality in municipalities.All.Select(m => m.Pack.Id))
        {
            var known = new Dictionary<string, bool>(StringComparer.Ordinal);
            foreach (var disposition in new[] { Dispositions.NewCase, Dispositions.ExistingCase })
            {
                foreach (var row in await intake.ListAsync(municipality, disposition, cancellation))
                {
                    if (row.CaseId is null || !await IsThereAsync(new CaseRef(municipality, row.CaseId), known, cancellation))
                    {
                        findings.Add(new SelfCheckFinding(municipality, row.CaseId, $"{municipality}: message {row.IntakeId} ended in the case {row.CaseId ?? "(none)"}, which has no journal."));
                    }
                }
            }
        }

        return findings;
    }

    private async Task<bool> IsThereAsync(CaseRef reference, Dictionary<string, bool> known, CancellationToken cancellation)
    {
        if (!known.TryGetValue(reference.CaseId, out var there))
        {
            known[reference.CaseId] = there = await journal.ReadAsync(reference, cancellation) is not null || await shredder.DestroyedAtAsync(reference, cancellation) is not null;
        }

        return there;
    }
}
