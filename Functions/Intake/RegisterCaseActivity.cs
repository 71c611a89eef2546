using SocialWorkflows.Casework.Cases;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Intake.Doors;

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
                if (append.State is not { Registration: null, Received: { } received, ServiceId: { } serviceId })
                {
                    return [];
                }

                // What an office of the municipality took is registered as of that day; the number is of the year in which it is given.
                var entered = terms.RegistrationDayOf(append.Now);
                var day = received is { Channel: DoorKinds.Counter, Entry: { } entry } ? terms.RegistrationDayOf(entry.CountsFrom) : entered;
                var series = $"{pack.NumberPrefix}-{entered.Year}";
                return
                [
                    new ApplicationRegistered($"{series}/{append.NextNumber(series)}", serviceId, day, staff.PersonFor(pack.Id, Roles.Worker))
                    {
                        OuterLimit = terms.OuterLimit(append.State.FirstReceivedOn!.Value).Due,
                    },
                ];
            },
            CancellationToken.None);
        return desk.View(record);
    }
}
