using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>A person's open cases go to another from now on: to who stands in for them, or back to themselves. With the closed ones that are restricted: of those the name goes.</summary>
internal sealed record PassedWork(CaseRef Mark, string PersonId, string ActingId, DateOnly Day, IReadOnlyList<CaseRef> Cases);

/// <summary>
/// Who is sent the cards of somebody who is away. To whom a person's cards go stands in the store once all of them went there, so that a kill in the middle
/// repeats the look and never a card.
/// </summary>
internal sealed class StandIns(ITeamsDoor door, ICaseBoard board, DutyBook duty, StaffDirectory staff, MunicipalityDirectory municipalities, TimeProvider time)
{
    private const string Mark = "stand-in";

    /// <summary>Who is asked for a step of the case while its assignee is away, first those who stand in, then rung by rung; null while the assignee is there.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<StaffMember>>?> RungsAsync(CaseRecord record, CancellationToken cancellation)
    {
        if (record.State.Assignee is not { } assignee || staff.Find(assignee) is null)
        {
            return null;
        }

        var (roster, day) = await RosterAsync(record.Case.Municipality, cancellation);
        if (!roster.IsAway(assignee, day))
        {
            return null;
        }

        return [Only(p => p.Id == ActingFor(roster, assignee, day)), .. new[] { Roles.Substitute, Roles.Duty, Roles.Head }.Select(role => Only(p => p.Roles.Contains(role)))];

        List<StaffMember> Only(Func<StaffMember, bool> asked) => [.. roster.People.Where(p => p.Id != assignee && !roster.IsAway(p.Id, day) && asked(p))];
    }

    /// <summary>Whose cards have not followed yet.</summary>
    public async Task<IReadOnlyList<PassedWork>> PassedAsync(CancellationToken cancellation)
    {
        List<PassedWork> passed = [];
        foreach (var municipality in staff.People.Select(p => p.Municipality).Distinct())
        {
            var mark = new CaseRef(municipality, Mark);
            var (roster, day) = await RosterAsync(municipality, cancellation);
            var known = (await door.CopiesAsync(mark, cancellation)).ToDictionary(c => c.PersonId, c => c.ActivityId, StringComparer.Ordinal);
            foreach (var person in roster.People.Where(p => staff.MayCarry(municipality, p.Id)))
            {
                if (ActingFor(roster, person.Id, day) is { } acting && acting != known.GetValueOrDefault(person.Id, person.Id))
                {
                    passed.Add(new PassedWork(mark, person.Id, acting, day, [.. (await board.ListAsync(municipality, person.Id, includeClosed: true, cancellation)).Where(r => !r.Closed || r.Restricted).Select(r => r.Case)]));
                }
            }
        }

        return passed;
    }

    /// <summary>All cards of the work stand where they should.</summary>
    public Task FollowedAsync(PassedWork work, CancellationToken cancellation) => door.SaveAsync(
        new CardCopy { Case = work.Mark, Step = Mark, Round = 1, PersonId = work.PersonId, ActivityId = work.ActingId, Version = work.Day.DayNumber, Open = false }, cancellation);

    private static string? ActingFor(DutyRoster roster, string assignee, DateOnly day) => roster.IsAway(assignee, day) ? roster.PersonFor(Roles.Assignee, assignee, day) : assignee;

    private async Task<(DutyRoster Roster, DateOnly Day)> RosterAsync(string municipality, CancellationToken cancellation) =>
        (await duty.RosterAsync(municipality, cancellation), DutyDay.Of(municipalities.Get(municipality).Terms, time.GetUtcNow()));
}
