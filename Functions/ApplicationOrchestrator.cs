using SocialWorkflows.Casework.Cases;
using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Functions;

/// <summary>
/// Carries one application from receipt to the end of its contest window; lives weeks to months.
/// <list type="number">
/// <item>registration: a person chooses the service when the machine is not sure; admission first where the pack says so</item>
/// <item>receipt to the resident; a general submission is answered or passed on instead of decided</item>
/// <item>completeness: review, request, reminder, answer, until everything is there or the term passed</item>
/// <item>the decision clock; needs, income and the municipality's means side by side</item>
/// <item>proposal and approval by two persons, as many rounds as it takes; a withdrawal goes the same way</item>
/// <item>draft letter, qualified signature, dispatch, confirmed written notice</item>
/// <item>contest window, queue, service time and contests, side by side; then close</item>
/// </list>
/// Every step is idempotent and asks the journal first: an instance started anew runs through what has happened and waits
/// where the case stands (<see cref="Standing"/>).
/// </summary>
internal sealed class ApplicationOrchestrator : TaskOrchestrator<CaseInput, string>
{
    public override async Task<string> RunAsync(TaskOrchestrationContext context, CaseInput input)
    {
        var way = await CaseWay.EnterAsync(context, input);

        await way.WaitAsync(Steps.Registration);
        await way.WaitAsync(Steps.Admission);
        await way.DoAsync(FunctionNames.RegisterCase);
        await way.MailAsync(StatusMails.Receipt);

        await way.WaitAsync(Steps.Submission);

        while (!way.IsApproved && !way.IsAnswered)
        {
            way.MustHaveMoved();
            await way.WaitAsync(Steps.Documents);
            await way.DoAsync(FunctionNames.RequestDocuments);
            await way.WaitAsync(Steps.Answer);
            await way.DoAsync(FunctionNames.StartDecisionClock);
            await way.WaitAsync(Steps.Needs, Steps.Income, Steps.Capacity);
            await way.WaitAsync(Steps.Proposal);
            await way.WaitAsync(Steps.Approval);
        }

        if (!way.IsAnswered)
        {
            await way.DoAsync(FunctionNames.DraftDecision);
            await way.WaitAsync(Steps.Signing);
            await way.DoAsync(FunctionNames.DispatchNotice);
            await way.WaitAsync(Steps.Notice);
            await way.MailAsync(StatusMails.DecisionSent);
        }

        while (!way.IsClosed)
        {
            way.MustHaveMoved();
            await way.WaitAsync([Steps.Contest, .. Steps.AfterNotice]);
            await way.WaitAsync(Steps.Messages);
            await way.DoAsync(FunctionNames.CloseCase);
        }

        return "closed";
    }
}
