using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.People;

/// <summary>Whose a restricted case is, against the rule said anew, from the journal and from the row of lists alike.</summary>
public sealed class NeedToKnowTests
{
    [Fact]
    public void Row_AnyHistory_LetsInWhomTheJournalAndTheRuleLetIn()
    {
        var (lets, keeps) = (0, 0);
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            List<CaseEvent> history = [TestCases.Received()];
            for (var step = 1; step <= 12; step++)
            {
                history.Add(RestrictionSteps.Next(random, step));
                var record = new CaseRecord(TestCases.Reference, history.Count, CaseState.Fold(history), []);
                var row = CaseRows.Of(record);
                foreach (var (person, acting) in RestrictionSteps.Everybody)
                {
                    var (expected, what) = (MaySee(history, person, acting), $"seed {seed}, step {step}, {person.Id} ({person.Roles[0]}) while {acting} acts");
                    NeedToKnow.IsFor(record.State, person, acting).ShouldBe(expected, what);
                    (!row.Restricted || NeedToKnow.IsFor(row.Assignee, row.Readers!, person, acting)).ShouldBe(expected, what);
                    (lets, keeps) = expected ? (lets + 1, keeps) : (lets, keeps + 1);
                }
            }
        }

        lets.ShouldBeGreaterThan(10_000);
        keeps.ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public void Row_OfAnOpenCase_NamesNobody() =>
        CaseRows.Of(new CaseRecord(TestCases.Reference, 1, CaseState.Fold([TestCases.Received()]), [])).Readers.ShouldBeNull();

    /// <summary>The rule of docs/rights.md, read off the history alone.</summary>
    private static bool MaySee(List<CaseEvent> history, StaffMember person, string? acting)
    {
        var assignee = history.OfType<CaseAssigned>().LastOrDefault()?.To;
        return history.OfType<CaseRestricted>().LastOrDefault() is not { Labels.Count: > 0 } restricted
            || person.Roles.Contains(Roles.Head)
            || restricted.Named.Contains(person.Id)
            || (assignee is null ? restricted.By == person.Id : person.Id == assignee || person.Id == acting);
    }
}
