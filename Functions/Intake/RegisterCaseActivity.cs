using SocialWorkflows.Casework.Cases;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Gives the application its number and its social worker.</summary>
internal sealed class RegisterCaseActivity(CaseDesk desk, StaffDirectory staff) : TaskActivity<CaseInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input)
    {
        var (pack, terms, _) = desk.Of(input.Reference);
        var record = await desk.AppendAsync(
            input,
            "register",
            append =>
            {
                if (append.State is not { Registration: null, Received: not null, ServiceId: { } serviceId })
                {
                    return [];
                }

                var day = terms.RegistrationDayOf(append.Now);
                var outer = terms.OuterLimit(append.State.FirstReceivedOn!.Value);
                var series = $"{pack.NumberPrefix}-{day.Year}";
                return
                [
                    new ApplicationRegistered($"{series}/{append.NextNumber(series)}", serviceId, day, staff.PersonFor(pack.Id, Roles.Worker))
                    {
                        OuterLimit = outer.Due,
                        OuterSafe = outer.SafeDue,
                    },
                ];
            },
            CancellationToken.None);
        return desk.View(record);
    }
}
