using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Cases;

/// <summary>What workers count of a family for the yearly figures.</summary>
public sealed class FamilyRuleTests
{
    private static readonly Municipality Smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");
    private static readonly DateTimeOffset Now = new(2026, 6, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly StaffMember Actor = new() { Id = "w", Municipality = "smiltene", Name = "N", Position = "P", Roles = [Roles.Worker] };
    private static readonly FamilyRecorded Before = new(2, 3, 1, new(2025, 9, 1), null, "w");

    [Fact]
    public void Record_Everything_IsTheNextRecordOfTheCase() =>
        Record(Before, ("children", "4"), ("childrenWithDisability", "0"), ("socialWorkFrom", "2025-09-01"), ("socialWorkUntil", "2026-06-10"))
            .ShouldBe(new FamilyRecorded(3, 4, 0, new(2025, 9, 1), new(2026, 6, 10), "w"));

    [Fact]
    public void Record_LeftEmpty_IsNotKnownAnyMore() => Record(Before).ShouldBe(new FamilyRecorded(3, null, null, null, null, "w"));

    [Theory]
    [InlineData("family-empty", "", "", "", "")]
    [InlineData("bad-number", "2", "3", "", "")]
    [InlineData("bad-number", "31", "", "", "")]
    [InlineData("bad-number", "-1", "", "", "")]
    [InlineData("bad-number", "", "2,5", "", "")]
    [InlineData("bad-date", "", "", "2026-06-11", "")]
    [InlineData("bad-date", "", "", "1989-12-31", "")]
    [InlineData("bad-date", "", "", "2026-05-02", "2026-05-01")]
    [InlineData("bad-date", "", "", "10.06.2026.", "")]
    [InlineData("family-work", "2", "", "", "2026-05-01")]
    public void Record_WhatCannotBe_IsRefused(string code, string children, string disabled, string from, string until) =>
        Should.Throw<CommandRefusedException>(() => Record(null, ("children", children), ("childrenWithDisability", disabled), ("socialWorkFrom", from), ("socialWorkUntil", until))).Code.ShouldBe(code);

    [Fact]
    public void AssessIncome_WithNumbersOfTheFamily_KeepsWhatWasNotWritten() =>
        Income(Before, ("children", "5")).ShouldBe(Before with { Round = 3, Children = 5 });

    [Fact]
    public void AssessIncome_WithoutThem_RecordsNothingOfTheFamily() => Income(Before).ShouldBeNull();

    [Fact]
    public void AssessIncome_MoreWithADisabilityThanWereCounted_IsRefused() =>
        Should.Throw<CommandRefusedException>(() => Income(Before, ("childrenWithDisability", "4"))).Code.ShouldBe("bad-number");

    private static FamilyRecorded Record(FamilyRecorded? before, params (string Name, string Value)[] inputs) =>
        (FamilyRecorded)CommandRules.Find(Verbs.RecordFamily)!.Decide(Context(before, inputs)).Single();

    private static FamilyRecorded? Income(FamilyRecorded? before, params (string Name, string Value)[] inputs) =>
        CommandRules.Find(Verbs.AssessIncome)!
            .Decide(Context(before, [("monthlyIncome", "900"), ("householdSize", "6"), ("status", "none"), ("findings", "x"), ("confirmStatus", "true"), .. inputs]))
            .OfType<FamilyRecorded>().SingleOrDefault();

    private static CommandContext Context(FamilyRecorded? before, (string Name, string Value)[] inputs)
    {
        List<CaseEvent> events = [TestCases.Received(), .. before is null ? Array.Empty<CaseEvent>() : [before]];
        var data = JsonSerializer.SerializeToElement(inputs.ToDictionary(i => i.Name, i => i.Value));
        return new CommandContext(new MemoryAppendContext(CaseState.Fold(events), 4, Now), Smiltene.Pack, Smiltene.Terms, Actor, 1, new CommandInputs(data));
    }
}
