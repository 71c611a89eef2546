using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Duty;

/// <summary>Why a case went to its social worker. Persisted: add, never rename.</summary>
public static class AssignmentReasons
{
    /// <summary>Least open cases for the days they are there.</summary>
    public const string Load = "load";

    /// <summary>The only one present who knows the service.</summary>
    public const string Skill = "skill";

    /// <summary>Nobody present knows the service: whoever has least to do.</summary>
    public const string NobodySkilled = "nobody-skilled";

    /// <summary>Everybody is away: the rungs tell who stands in.</summary>
    public const string AllAway = "all-away";
}

/// <summary>The social worker chosen, and why.</summary>
public sealed record Assignment(string PersonId, string Reason)
{
    /// <summary>
    /// By skill, calendar and load: of the workers who know the service and are there today, the one with the fewest open cases for
    /// each working day they are there during the term. The same input gives the same person.
    /// </summary>
    /// <param name="roster">The municipality's people and absences.</param>
    /// <param name="serviceId">The service applied for.</param>
    /// <param name="loads">Open cases by person.</param>
    /// <param name="days">The working days of the decision term, the first of them today.</param>
    /// <returns>Null where the municipality has no social worker.</returns>
    public static Assignment? Choose(DutyRoster roster, string serviceId, IReadOnlyDictionary<string, int> loads, IReadOnlyList<DateOnly> days)
    {
        List<StaffMember> workers = [.. roster.People.Where(p => p.Roles.Contains(Roles.Worker))];
        List<StaffMember> present = [.. workers.Where(p => !roster.IsAway(p.Id, days[0]))];
        List<StaffMember> skilled = [.. present.Where(p => Knows(p, serviceId))];
        return (skilled.Count, present.Count) switch
        {
            (1, > 1) => new(skilled[0].Id, AssignmentReasons.Skill),
            ( > 0, _) => new(Least(skilled), AssignmentReasons.Load),
            (0, > 0) => new(Least(present), AssignmentReasons.NobodySkilled),
            _ when workers.Count > 0 => new(Least(workers), AssignmentReasons.AllAway),
            _ => null,
        };

        string Least(List<StaffMember> among) => among.OrderBy(p => (1 + loads.GetValueOrDefault(p.Id)) / (double)Math.Max(1, days.Count(d => !roster.IsAway(p.Id, d))))
            .ThenBy(p => p.Id, StringComparer.Ordinal).First().Id;
    }

    /// <summary>A person without a list of skills knows every service.</summary>
    public static bool Knows(StaffMember person, string? serviceId) => person.Skills is null || (serviceId is not null && person.Skills.Contains(serviceId));
}
