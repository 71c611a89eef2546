using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Tests.Casework.Duty;

public sealed class AssignmentTests
{
    private static readonly DateOnly[] Days = [.. Enumerable.Range(8, 5).Select(d => new DateOnly(2026, 6, d))];

    private static readonly Dictionary<string, int> Loads = new(StringComparer.Ordinal) { ["anna"] = 9, ["berta"] = 4, ["cilda"] = 4 };

    private static readonly StaffMember[] Workers = [DutyRosterTests.Person("anna", Roles.Worker), DutyRosterTests.Person("berta", Roles.Worker), DutyRosterTests.Person("cilda", Roles.Worker), DutyRosterTests.Person("head", Roles.Head)];

    private static Assignment? Choose(IEnumerable<StaffMember> people, params Absence[] absences) => Assignment.Choose(new DutyRoster([.. people], absences), "APR_MAJAS", Loads, Days);

    private static IEnumerable<StaffMember> Skilled(params (string Id, string[] Skills)[] skills) =>
        Workers.Select(p => skills.FirstOrDefault(s => s.Id == p.Id) is { Skills: { } known } ? p with { Skills = known } : p);

    [Fact]
    public void Choose_AllThere_LeastLoadThenId() => Choose(Workers).ShouldBe(new Assignment("berta", AssignmentReasons.Load));

    [Fact]
    public void Choose_LeastLoadedMostlyAway_CalendarCounts() =>
        Choose(Workers, new Absence("1", "berta", Days[1], Days[4], "cilda")).ShouldBe(new Assignment("cilda", AssignmentReasons.Load), "one day of five is left for five cases");

    [Fact]
    public void Choose_AwayToday_Skipped() =>
        Choose(Workers, new Absence("1", "berta", Days[0], Days[0], null), new Absence("2", "cilda", Days[0], Days[0], null)).ShouldBe(new Assignment("anna", AssignmentReasons.Load));

    [Fact]
    public void Choose_OneKnowsTheService_ThatOneHoweverLoaded() =>
        Choose(Skilled(("berta", ["ASISTENTS"]), ("cilda", []))).ShouldBe(new Assignment("anna", AssignmentReasons.Skill));

    [Fact]
    public void Choose_NobodyKnowsIt_StillSomebody() =>
        Choose(Skilled(("anna", []), ("berta", []), ("cilda", []))).ShouldBe(new Assignment("berta", AssignmentReasons.NobodySkilled));

    [Fact]
    public void Choose_EverybodyAway_StillSomebodyAndSaidSo() =>
        Choose(Workers, [.. Workers.Select(w => new Absence(w.Id, w.Id, Days[0], Days[4], null))]).ShouldBe(new Assignment("berta", AssignmentReasons.AllAway));

    [Fact]
    public void Choose_NoWorker_Null() => Choose([Workers[3]]).ShouldBeNull();
}
