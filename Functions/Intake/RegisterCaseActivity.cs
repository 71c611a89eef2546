using SocialWorkflows.Casework.Cases;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Duty;
using SocialWorkflows.Functions.Intake.Doors;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Gives the application its number and its social worker.</summary>
internal sealed class RegisterCaseActivity(CaseDesk desk, StaffDirectory staff, AssignmentDesk assignments, TimeProvider time) : TaskActivity<CaseInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input)
    {
        var (pack, terms, _) = desk.Of(input.Reference);
        var before = await desk.ReadAsync(input.Reference, CancellationToken.None);
        var chosen = before.State is { Registration: null, ServiceId: { } wanted }
            ? await assignments.ChooseAsync(input.Reference.Municipality, wanted, terms.RegistrationDayOf(time.GetUtcNow()), CancellationToken.None)
            : null;
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
                var outer = terms.OuterLimit(append.State.FirstReceivedOn!.Value);
                return
                [
                    new ApplicationRegistered($"{series}/{append.NextNumber(series)}", serviceId, day, chosen?.PersonId ?? staff.PersonFor(pack.Id, Roles.Worker))
                    {
                        OuterLimit = outer.Due,
                        OuterSafe = outer.SafeDue,
                        AssignedBecause = chosen?.Reason,
                    },
                ];
            },
            CancellationToken.None);
        return desk.View(record);
    }
}
