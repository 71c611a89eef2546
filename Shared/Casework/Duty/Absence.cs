namespace SocialWorkflows.Casework.Duty;

/// <summary>Somebody is away on these days, both included, and who stands in for them.</summary>
/// <param name="Id">Its number in the municipality's duty book.</param>
/// <param name="SubstituteId">Null: nobody was named; the roles of the case's rungs are asked in turn.</param>
public sealed record Absence(string Id, string PersonId, DateOnly From, DateOnly Until, string? SubstituteId)
{
    public bool Covers(DateOnly day) => From <= day && day <= Until;
}
