using SocialWorkflows.Casework.Cases;
using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Functions;

/// <summary>
/// The three things an application's orchestrator does: let the machine take a step, send a status line, and wait until the
/// journal no longer waits for a step, while the clocks' timers run.
/// </summary>
internal sealed class CaseWay
{
    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 12,
        firstRetryInterval: TimeSpan.FromSeconds(10),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromHours(1)));

    private readonly TaskOrchestrationContext _context;
    private readonly CaseInput _input;
    private CaseView _view;
    private long _versionBefore = -1;

    private CaseWay(TaskOrchestrationContext context, CaseInput input, CaseView view)
    {
        _context = context;
        _input = input;
        _view = view;
    }

    public bool IsApproved => _view.Approved;

    public bool IsClosed => _view.Closed;

    public bool IsAnswered => _view.Answered;

    public static async Task<CaseWay> EnterAsync(TaskOrchestrationContext context, CaseInput input)
    {
        var view = await context.CallActivityAsync<CaseView>(FunctionNames.StandCase, input, Patient);
        return new CaseWay(context, input, view);
    }

    /// <summary>Lets an activity take the machine's step; it finds out itself whether the step is due.</summary>
    public async Task DoAsync(string activity) => _view = await _context.CallActivityAsync<CaseView>(activity, _input, Patient);

    public async Task MailAsync(string kind) =>
        _view = await _context.CallActivityAsync<CaseView>(FunctionNames.SendStatusMail, new StatusMailInput(_input, kind), Patient);

    /// <summary>Waits until the case waits for none of the steps; a nudge or a due timer makes it look again.</summary>
    public async Task WaitAsync(params string[] steps)
    {
        while (true)
        {
            var waits = _view.Waits.Where(w => steps.Contains(w.Step)).ToList();
            _context.SetCustomStatus(Awaited.Of(waits, _view.Version).ToString());
            if (waits.Count == 0)
            {
                return;
            }

            using var looking = new CancellationTokenSource();
            var nudges = waits.Select(w => (Task)_context.WaitForExternalEvent<string>(CaseNudges.Name(w), looking.Token)).ToList();
            var timer = _view.WakeAt is { } at ? _context.CreateTimer(at, looking.Token) : null;
            var first = await Task.WhenAny(timer is null ? nudges : [.. nudges, timer]);
            looking.Cancel();
            await DoAsync(first == timer ? FunctionNames.LetTimePass : FunctionNames.StandCase);
        }
    }

    /// <summary>Fails the instance loudly when a whole round moved nothing: better a person's task than a hot loop.</summary>
    public void MustHaveMoved()
    {
        if (_view.Version == _versionBefore)
        {
            throw new InvalidOperationException($"Case version {_view.Version} waits for nothing the orchestrator knows.");
        }

        _versionBefore = _view.Version;
    }
}
