namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>The reader's choice of language, kept in a cookie of its own; without one the staff list says it (<see cref="Casework.People.StaffMember.Language"/>).</summary>
internal static class Language
{
    public const string Cookie = "sw-lang";
}
