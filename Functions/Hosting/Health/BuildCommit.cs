using System.Reflection;

namespace SocialWorkflows.Functions.Hosting.Health;

/// <summary>
/// The commit this program was built of, 40 hex digits; <c>unknown</c> where it was built outside of its repository. The compiler writes it behind the plus of the
/// assembly's informational version. It lets whoever deploys see that the new package answers, and says nothing to whoever has not the source.
/// </summary>
internal static class BuildCommit
{
    public static string Value { get; } = typeof(BuildCommit).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, var commit] ? commit : "unknown";
}
