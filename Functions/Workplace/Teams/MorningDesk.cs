using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Cards;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>What a person's morning says at this moment.</summary>
internal sealed class MorningDesk(ForecastDesk forecasts, ICaseBoard board, DutyBook duty, CaseAccess access, StaffDirectory staff, MunicipalityDirectory municipalities, TimeProvider time)
{
    public async Task<Morning> OfAsync(StaffMember person, CancellationToken cancellation) => await OfAsync(
        person,
        await duty.RosterAsync(person.Municipality, cancellation),
        municipalities.Get(person.Municipality).Terms.DayOf(time.GetUtcNow()),
        await forecasts.OfAsync(person.Municipality, cancellation),
        cancellation);

    /// <summary>The head and the duty officer answer for everything that will be late; everybody else for what is theirs.</summary>
    public async Task<Morning> OfAsync(StaffMember person, DutyRoster roster, DateOnly today, IReadOnlyList<ForecastLine> forecast, CancellationToken cancellation)
    {
        var own = roster.ActsFor(person.Id, today);
        var query = new BoardQuery { Municipality = person.Municipality, Owner = new BoardOwner(own, person.Roles), Take = 1 };
        var answersForAll = person.Roles.Any(r => r is Roles.Head or Roles.Duty);
        List<ForecastLine> late = [.. forecast.Where(l => answersForAll || (l.PersonId is { } whose && own.Contains(whose)))];
        var hidden = await access.HiddenAsync(late.Select(l => l.Case), person, cancellation);
        var mayPassOn = CommandRules.Allows(CommandRules.Find(Verbs.Reassign)!, person);
        return new Morning(
            today,
            (await board.PageAsync(query, cancellation)).Total,
            (await board.PageAsync(query with { DueBy = today }, cancellation)).Total,
            [.. late.Select(l => new LateCase(
                l,
                hidden.Contains(l.Case.Case),
                mayPassOn && l is { Case.Assignee: not null, Suggested: { } suggested } ? staff.Find(suggested)?.Name : null))]);
    }
}
