namespace SocialWorkflows.Casework.Cases.Commands;

internal static class RegistrationRules
{
    public static IReadOnlyList<CaseEvent> ChooseService(CommandContext context)
    {
        var id = context.Inputs.Text("serviceId", "Pakalpojums");
        var service = context.Pack.FindService(id)
            ?? throw new CommandRefusedException("unknown-service", "Šāda pakalpojuma sarakstā nav.", $"The service '{id}' is not in the pack.");
        return [new ServiceChosen(service.Id, !service.PriorApplication, context.Actor.Id)];
    }

    public static IReadOnlyList<CaseEvent> Admit(CommandContext context) =>
    [
        new PersonAdmitted(
            context.FreeFacility(context.Inputs.Optional("facilityId")),
            context.PastDay("admittedOn", "Uzņemšanas datums", context.State.Received!.ReceivedOn.AddMonths(-1)),
            context.Inputs.Text("circumstances", "Apstākļi"),
            context.Contact(),
            context.Actor.Id),
    ];
}
