using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Cases.Commands;

internal static class RegistrationRules
{
    public static IReadOnlyList<CaseEvent> ChooseService(CommandContext context)
    {
        var service = Known(context.Pack, context.Inputs.Text("serviceId", "Pakalpojums"));
        return
        [
            new ServiceChosen(service.Id, !service.PriorApplication, context.Actor.Id),
            .. SiblingRules.Split(context, service.Id, context.Inputs.Optional("alsoServiceIds")),
        ];
    }

    /// <exception cref="CommandRefusedException">The pack has no such service.</exception>
    public static Service Known(MunicipalityPack pack, string id) => pack.FindService(id)
        ?? throw new CommandRefusedException("unknown-service", "Šāda pakalpojuma sarakstā nav.", $"The service '{id}' is not in the pack.");

    public static IReadOnlyList<CaseEvent> Admit(CommandContext context) =>
    [
        new PersonAdmitted(
            context.FreeFacility(context.Inputs.Optional("facilityId"), passesQueue: true),
            context.PastDay("admittedOn", "Uzņemšanas datums", context.State.Received!.ReceivedOn.AddMonths(-1)),
            context.Inputs.Text("circumstances", "Apstākļi"),
            context.Contact(),
            context.Actor.Id),
    ];
}
