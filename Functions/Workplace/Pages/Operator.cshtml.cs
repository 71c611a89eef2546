using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Operations;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>How the machine stands, for operator and head: ids only, and what may be tried again.</summary>
[AlsoForOperator]
internal sealed partial class OperatorModel(OperationsDesk desk, Revival revival, SendOutage outage, ClockGuard clock, CurrentStaff current, UiTexts texts, ILogger<OperatorModel> logger) : StaffPage(texts)
{
    public OperationsView View { get; private set; } = null!;

    private bool IsOpen => current.Person.Roles.Any(r => r is Roles.Operator or Roles.Head);

    public string At(DateTimeOffset instant) => LocalTime.Text(instant, current.Municipality.Pack.Calendar.TimeZone);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!IsOpen)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        View = await desk.OfAsync(current.Person.Municipality, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostReviveAsync(string? caseId, CancellationToken cancellation)
    {
        if (!IsOpen)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (caseId is { Length: > 0 } && await revival.ReviveByHandAsync(new CaseRef(current.Person.Municipality, caseId), current.Person.Id, cancellation))
        {
            return LocalRedirect("/operator?notice=revived");
        }

        Problem = Texts["operator.not-revived"];
        return await OnGetAsync(cancellation);
    }

    public async Task<IActionResult> OnPostRetryAsync(CancellationToken cancellation)
    {
        if (!IsOpen)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        LogRetried(current.Person.Id);
        await outage.TryNowAsync(current.Person.Municipality, cancellation);
        return LocalRedirect("/operator?notice=retried");
    }

    public async Task<IActionResult> OnPostClockAsync(CancellationToken cancellation)
    {
        if (!IsOpen)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await clock.ConfirmAsync(current.Person.Id, cancellation);
        return LocalRedirect("/operator?notice=clock");
    }

    [LoggerMessage(LogLevel.Information, "{Person} asked to try the provider of mail now.")]
    private partial void LogRetried(string person);
}
