using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Tests.Casework.Duty;

public sealed class DutyRosterTests
{
    private static readonly DateOnly Monday = new(2026, 6, 8);

    internal static StaffMember Person(string id, params string[] roles) => new() { Id = id, Municipality = "smiltene", Name = id, Position = "x", Roles = roles };

    internal static readonly StaffMember[] People =
    [
        Person("anna", Roles.Worker), Person("berta", Roles.Worker), Person("sub", Roles.Substitute), Person("duty", Roles.Duty), Person("head", Roles.Head), Person("head2", Roles.Head),
    ];

    private static DutyRoster Roster(params Absence[] absences) => new(People, absences);

    private static Absence Away(string person, string? substitute, int from = 0, int until = 4) => new(person, person, Monday.AddDays(from), Monday.AddDays(until), substitute);

    [Fact]
    public void Acting_AwayWithAChainOfSubstitutes_TheFirstWhoIsThere()
    {
        Roster().Acting("anna", Monday).ShouldBe("anna");
        Roster(Away("anna", "berta"), Away("berta", "sub")).Acting("anna", Monday).ShouldBe("sub");
        Roster(Away("anna", "berta"), Away("berta", "anna")).Acting("anna", Monday).ShouldBeNull("two who stand in for each other are both away");
        Roster(Away("anna", null)).Acting("anna", Monday).ShouldBeNull();
        Roster(Away("anna", "berta")).Acting("anna", Monday.AddDays(5)).ShouldBe("anna", "back on the day after");
        Roster(Away("anna", "gone-from-the-list")).Acting("anna", Monday).ShouldBeNull();
    }

    [Fact]
    public void ActsFor_SubstituteOfTwo_OwnWorkFirst() =>
        Roster(Away("anna", "sub"), Away("berta", "sub")).ActsFor("sub", Monday).ShouldBe(["sub", "anna", "berta"]);

    [Fact]
    public void PersonFor_NobodyAway_OneForEachRung()
    {
        var roster = Roster();

        string[] rungs = [Roles.Assignee, Roles.Substitute, Roles.Duty, Roles.Head];
        rungs.Select(r => roster.PersonFor(r, "berta", Monday)).ShouldBe(["berta", "sub", "duty", "head"]);
    }

    [Fact]
    public void PersonFor_AssigneeAway_SubstituteThenSomebodyElse()
    {
        var roster = Roster(Away("berta", "sub"), Away("head", "head2"));

        roster.PersonFor(Roles.Assignee, "berta", Monday).ShouldBe("sub");
        roster.PersonFor(Roles.Head, "berta", Monday).ShouldBe("head2");
    }

    [Fact]
    public void PersonFor_AssigneeAwayWithoutSubstitute_AnotherWorkerAndNeverNobody()
    {
        Roster(Away("berta", null)).PersonFor(Roles.Assignee, "berta", Monday).ShouldBe("anna");
        Roster([.. People.Select(p => Away(p.Id, null))]).PersonFor(Roles.Assignee, "berta", Monday).ShouldNotBeNull("a reminder always reaches somebody");
        new DutyRoster([], []).PersonFor(Roles.Head, null, Monday).ShouldBeNull();
    }
}
