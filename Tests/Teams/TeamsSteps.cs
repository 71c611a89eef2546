using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Teams;

/// <summary>A case from its papers to the approval, as people tap it.</summary>
internal static class TeamsSteps
{
    private const string Worker = "sm-darbiniece";
    private const string Head = "sm-vaditaja";

    public static IEnumerable<(string Person, string Verb, (string Name, string Value)[] Inputs)> Decisions(WayHouse house) =>
    [
        (Worker, Verbs.ReviewDocuments, WayHouse.Review()),
        (Worker, Verbs.AssessNeeds, [("level", "2"), ("findings", "Vajag palīdzību.")]),
        (Worker, Verbs.AssessIncome, [("monthlyIncome", "412,60"), ("householdSize", "1"), ("status", "none"), ("findings", "Pensija.")]),
        (Worker, Verbs.AssessCapacity, [("answer", "yes"), ("findings", "Var.")]),
        (Worker, Verbs.Propose, [("outcome", "granted"), ("findings", "Fakti."), ("reasoning", "Izvērtējums."), ("from", WayHouse.Day(house.Terms.DayOf(house.Now).AddDays(14)))]),
        (Head, Verbs.Approve, []),
    ];
}
