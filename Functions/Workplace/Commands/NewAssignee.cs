using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace.Commands;

/// <summary>Who may be given a case: somebody who does such work, is there today, and is not of the family it is about.</summary>
internal sealed class NewAssignee(StaffDirectory staff, DutyBook duty, ConflictDesk conflicts, MunicipalityDirectory municipalities, TimeProvider time)
{
    /// <summary>A shared surname alone refuses nobody: whoever passes the case on says why (<c>AssignmentRules</c>), and whoever decides is asked again.</summary>
    /// <param name="seen">The case as it is.</param>
    /// <param name="version">The version that whoever passes it on saw; of one that moved meanwhile they are told that first.</param>
    /// <param name="to">Id of the person.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="CommandRefusedException">The case cannot be given to this person.</exception>
    public async Task DemandAsync(CaseRecord seen, long version, string to, CancellationToken cancellation)
    {
        var municipality = seen.Case.Municipality;
        if (!staff.MayCarry(municipality, to) || staff.Find(to) is not { } person)
        {
            throw new CommandRefusedException("unknown-person", "Šim darbiniekam lietu nodot nevar.", "The case cannot be given to this person.");
        }

        if (seen.Version != version)
        {
            return;
        }

        var today = municipalities.Get(municipality).Terms.DayOf(time.GetUtcNow());
        if ((await duty.RosterAsync(municipality, cancellation)).IsAway(to, today))
        {
            throw new CommandRefusedException("person-away", "Šis darbinieks šodien ir prombūtnē. Izvēlieties citu.", "This person is away today. Choose somebody else.");
        }

        if (conflicts.Of(seen.State, person) is ConflictKinds.Own or ConflictKinds.Household)
        {
            throw new CommandRefusedException("person-conflict", "Šim darbiniekam lietu nodot nevar: iespējams interešu konflikts. Izvēlieties citu.", "The case cannot be given to this person: there may be a conflict of interest. Choose somebody else.");
        }
    }
}
