using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Handover;
using SocialWorkflows.Tests.Casework.Cases;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Handover;

/// <summary>When a request has ended for the registers.</summary>
public sealed class HandoverRowTests
{
    private static readonly Contact Post = new("registered", "Izdomu iela 1");
    private static readonly Deadline Term = new() { From = new(2026, 11, 2), Due = new(2026, 11, 16), SafeDue = new(2026, 11, 16), Provisional = false, Days = [], Sentence = "" };

    [Fact]
    public void Of_PassedOn_EndsWithItsDecisionAndNotWhenItCameIn()
    {
        var passedOn = CaseState.Fold([TestCases.Received() with { ReceivedOn = new(2026, 10, 30) }, new ApplicationForwarded(1, "Valmieras dienestam", "x", "x", Post, "w")]);

        HandoverRow.Of(passedOn).ShouldBeNull("the head may still send it back");
        var row = HandoverRow.Of(Signed(passedOn))!;

        (row.Outcome, row.EndedOn).ShouldBe((Outcomes.Forwarded, new(2026, 11, 2)));
    }

    [Fact]
    public void Of_TakenBack_EndsWithItsDecisionAndNotWhenItWasAsked()
    {
        var withdrawn = CaseState.Fold([TestCases.Received(), new ApplicationWithdrawn(1, null, new(2026, 10, 30), "x", Post, "w")]);

        HandoverRow.Of(withdrawn).ShouldBeNull();
        var row = HandoverRow.Of(Signed(withdrawn))!;

        (row.Outcome, row.EndedOn).ShouldBe((Outcomes.Withdrawn, new(2026, 11, 2)));
    }

    [Fact]
    public void Of_AnyHistory_ARowIsNeverNoneAgain()
    {
        var rows = 0;
        foreach (var seed in Enumerable.Range(0, 60))
        {
            var (state, had) = (CaseState.Empty, false);
            foreach (var fact in new RandomCase(seed).Live(120).Events)
            {
                state = state.Apply(fact);
                var has = HandoverRow.Of(state) is not null;
                (had && !has).ShouldBeFalse($"seed {seed}: {fact.GetType().Name} takes away what a register may have already");
                rows += has && !had ? 1 : 0;
                had = has;
            }
        }

        rows.ShouldBeGreaterThan(10);
    }

    private static CaseState Signed(CaseState state) => state
        .Apply(new DecisionApproved(1, "L-1", "head"))
        .Apply(new DecisionSigned { DecidedOn = new(2026, 11, 2), FileId = "f", FileName = "f", Signer = "s", By = "head", NoticeTerm = Term });
}
