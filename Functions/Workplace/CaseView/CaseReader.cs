using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace;

/// <summary>Reads cases of the signed-in person's municipality; any other id is simply not there.</summary>
internal sealed class CaseReader(ICaseJournal journal, CurrentStaff current)
{
    public Task<CaseRecord?> FindAsync(string caseId, CancellationToken cancellation) =>
        journal.ReadAsync(new CaseRef(current.Person.Municipality, caseId), cancellation);
}
