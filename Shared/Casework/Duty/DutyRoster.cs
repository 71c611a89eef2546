using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Duty;

/// <summary>The people of one municipality with who is away and who stands in for whom. Pure.</summary>
public sealed class DutyRoster(IReadOnlyList<StaffMember> people, IReadOnlyList<Absence> absences)
{
    /// <summary>Who is asked after whom, when nobody present holds a role.</summary>
    private static readonly string[] Ladder = [Roles.Worker, Roles.Substitute, Roles.Duty, Roles.Head];

    public IReadOnlyList<StaffMember> People => people;

    public IReadOnlyList<Absence> Absences => absences;

    public StaffMember? Find(string? id) => people.FirstOrDefault(p => p.Id == id);

    public bool IsAway(string personId, DateOnly day) => absences.Any(a => a.PersonId == personId && a.Covers(day));

    /// <summary>The person, or while they are away whoever stands in for them; null when the substitutes are away too, or none was named.</summary>
    public string? Acting(string personId, DateOnly day)
    {
        HashSet<string> asked = [];
        var person = personId;
        while (asked.Add(person))
        {
            if (absences.FirstOrDefault(a => a.PersonId == person && a.Covers(day)) is not { } absence)
            {
                return Find(person) is null ? null : person;
            }

            if (absence.SubstituteId is not { } substitute)
            {
                return null;
            }

            person = substitute;
        }

        return null;
    }

    /// <summary>Everybody whose work falls to the person on the day: their own and that of whom they stand in for.</summary>
    public IReadOnlyList<string> ActsFor(string personId, DateOnly day) =>
        [personId, .. people.Select(p => p.Id).Where(id => id != personId && Acting(id, day) == personId)];

    /// <summary>Who is told by a rung: the present holder of its role, who need not be the one told before.</summary>
    /// <param name="role">The rung's: assignee, substitute, duty or head.</param>
    /// <param name="assignee">Whose case it is; null before it is anybody's.</param>
    /// <param name="day">The day of the rung.</param>
    /// <returns>Null only where the municipality has nobody at all.</returns>
    public string? PersonFor(string role, string? assignee, DateOnly day)
    {
        var worker = assignee is null ? null : Acting(assignee, day);
        if (role == Roles.Assignee && worker is not null)
        {
            return worker;
        }

        var from = role == Roles.Assignee ? Roles.Worker : role;
        return Ladder.SkipWhile(r => r != from).Prepend(from).Select(r => Present(r, day, worker)).FirstOrDefault(p => p is not null)
            ?? people.FirstOrDefault(p => p.Roles.Contains(from))?.Id
            ?? people.FirstOrDefault(p => p.Roles.Contains(Roles.Head))?.Id
            ?? (people.Count == 0 ? null : people[0].Id);
    }

    /// <summary>A holder of the role who is there, else who stands in for one; another than <paramref name="told"/> where there is another.</summary>
    private string? Present(string role, DateOnly day, string? told)
    {
        List<string> acting = [.. people.Where(p => p.Roles.Contains(role)).OrderBy(p => IsAway(p.Id, day)).Select(p => Acting(p.Id, day)).OfType<string>().Distinct()];
        return acting.FirstOrDefault(id => id != told) ?? acting.FirstOrDefault();
    }
}
