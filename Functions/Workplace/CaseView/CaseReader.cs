using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace;

/// <summary>A case that somebody wants to see. <c>IsOpen</c> false: it is restricted, and they may know its number only.</summary>
internal sealed record CaseLook(CaseRecord Record, bool IsOpen);

/// <summary>Reads cases of the signed-in person's municipality; any other id is simply not there. What is shown is written down first.</summary>
internal sealed class CaseReader(ICaseJournal journal, CaseAccess access, ILooks looks, CurrentStaff current)
{
    /// <summary>For links, rights and what stands beside another case; a restricted case that is not the person's is not there.</summary>
    public async Task<CaseRecord?> FindAsync(string caseId, CancellationToken cancellation) =>
        await ReadAsync(caseId, cancellation) is { IsOpen: true } found ? found.Record : null;

    /// <summary>For showing: the look is in the store before the answer leaves.</summary>
    /// <param name="caseId">Of the case.</param>
    /// <param name="kind">One of <see cref="LookKinds"/>.</param>
    /// <param name="what">Which file, where it is one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<CaseLook?> LookAsync(string caseId, string kind, string? what, CancellationToken cancellation)
    {
        var found = await ReadAsync(caseId, cancellation);
        if (found is { IsOpen: true })
        {
            await looks.WriteAsync(new Look { Municipality = found.Record.Case.Municipality, SubjectId = caseId, PersonId = current.Person.Id, Kind = kind, What = what }, cancellation);
        }

        return found;
    }

    /// <summary>The case for showing, or null where it is not there for the person.</summary>
    public async Task<CaseRecord?> ShowAsync(string caseId, string kind, string? what, CancellationToken cancellation) =>
        await LookAsync(caseId, kind, what, cancellation) is { IsOpen: true } found ? found.Record : null;

    private async Task<CaseLook?> ReadAsync(string caseId, CancellationToken cancellation) =>
        await journal.ReadAsync(new CaseRef(current.Person.Municipality, caseId), cancellation) is { } record
            ? new CaseLook(record, await access.IsOpenToAsync(record, current.Person, cancellation))
            : null;
}
