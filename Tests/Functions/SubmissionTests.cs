using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>A signed letter that asks for no service: its own clock, answered or passed on, never decided.</summary>
public sealed class SubmissionTests
{
    [Fact]
    public async Task Submission_Classified_TenDaysToAnswerFiveToPassOn()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await OpenAsync(house, "terms");

        await house.DoAsync(reference, Verbs.ClassifySubmission);

        var registered = (await house.StateAsync(reference)).Submission!.Registered;

        // From Monday 08.06.2026, with the Cabinet's moved days: 9 10 11 12 15 16 17 18 19 and, after 22-24, 25 June; five end on 15.06.
        (registered.AnswerTerm.Due, registered.ForwardTerm.Due).ShouldBe((new DateOnly(2026, 6, 25), new DateOnly(2026, 6, 15)));
        registered.Number.ShouldStartWith("SD-2026/");
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Submission]);
        house.Sender.Left.ShouldHaveSingleItem("the receipt");
    }

    [Theory]
    [InlineData(Verbs.AnswerSubmission)]
    [InlineData(Verbs.ForwardSubmission)]
    public async Task Submission_Ended_ClosedWithoutADecision(string verb)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await OpenAsync(house, "ended");
        await house.DoAsync(reference, Verbs.ClassifySubmission);

        await house.DoAsync(
            reference, verb, ("channel", "registered"), ("sentOn", "2026-06-08"), ("evidence", "RR 2"), ("note", "Paskaidrots."), ("institution", "Valsts sociālās apdrošināšanas aģentūra"));

        var state = await house.StateAsync(reference);
        (state.Closed is not null, state.Approval is null, state.Submission!.IsEnded).ShouldBe((true, true, true));
        (await house.InstanceAsync(reference))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Submission_NobodyAnswers_RungsOfItsOwnClockFireOnce()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await OpenAsync(house, "slow");
        await house.DoAsync(reference, Verbs.ClassifySubmission);

        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 8, 1)));

        (await house.StateAsync(reference)).Rungs.Select(r => (r.Clock, r.WorkingDaysLeft)).ShouldBe(
            [(CaseClocks.Submission, 3), (CaseClocks.Submission, 2), (CaseClocks.Submission, 1), (CaseClocks.Submission, 0)]);
    }

    [Fact]
    public async Task Submission_ServiceChosenBefore_Refused()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("service", house.Now));

        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(reference, Verbs.ClassifySubmission))).Code.ShouldBe("not-waiting");
    }

    private static Task<CaseRef> OpenAsync(WayHouse house, string id) => house.OpenCaseAsync(
        Residents.Application(id, house.Now) with { Subject = "Iesniegums", Text = "Labdien! Kāpēc pie dienesta nav apgaismojuma?" });
}
