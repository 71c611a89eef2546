using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Tests.Support;

/// <summary>What may happen to a case that changes whose it is to know, and everybody who may ask.</summary>
internal static class RestrictionSteps
{
    private static readonly string[] Ids = ["anna", "berta", "cilda", "o'dace \"\\|,ā"];

    /// <summary>Each person in each role, while each of them, or nobody, does the assignee's work.</summary>
    public static IReadOnlyList<(StaffMember Person, string? Acting)> Everybody { get; } =
    [
        .. from id in Ids
           from role in new[] { Roles.Worker, Roles.Substitute, Roles.Registrar, Roles.Head, Roles.Auditor }
           from acting in Ids.Prepend(null)
           select (new StaffMember { Id = id, Municipality = "smiltene", Name = id, Position = "Darbinieks", Roles = [role] }, acting),
    ];

    /// <param name="random">Seeded.</param>
    /// <param name="step">From 1, for rounds and numbers.</param>
    public static CaseEvent Next(Random random, int step) => random.Next(5) switch
    {
        0 => new CaseAssigned(Any(random), null, "Prombūtne.", Any(random)),
        1 => new CaseRestricted(step, [], [], "Vairs nevajag.", Any(random)),
        _ => new CaseRestricted(step, Some(random, NeedToKnowLabels.All), Some(random, Ids), "Lūdza.", Any(random)),
    };

    private static string Any(Random random) => Ids[random.Next(Ids.Length)];

    private static string[] Some(Random random, IReadOnlyList<string> of) => [.. of.Where(_ => random.Next(2) == 0)];
}
