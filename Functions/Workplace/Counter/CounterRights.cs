using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.Counter;

/// <summary>Who may do what at the counter.</summary>
internal static class CounterRights
{
    /// <summary>Papers are registered by the registrar.</summary>
    public static bool MayRegister(StaffMember person) => person.Roles.Contains(Roles.Registrar);

    /// <summary>A call is taken, and a person in need let in, by whoever is there.</summary>
    public static bool MayReceive(StaffMember person) => person.Roles.Any(r => r is Roles.Registrar or Roles.Worker or Roles.Duty or Roles.Substitute);
}
