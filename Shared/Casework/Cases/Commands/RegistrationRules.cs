using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Cases.Commands;

internal static class RegistrationRules
{
    public static IReadOnlyList<CaseEvent> ChooseService(CommandContext context)
    {
        var id = context.Inputs.Text("serviceId", "Pakalpojums");
        var former = FormerOf(context);
        var rules = context.Pack.For(former?.Id, context.State.Received!.ReceivedOn);
        var service = rules.FindService(id) ?? throw UnknownService(id, former);
        return
        [
            new ServiceChosen(service.Id, !service.PriorApplication, context.Actor.Id) { RuleSet = former?.Id },
            .. SiblingRules.Split(context, rules, service.Id, context.Inputs.Optional("alsoServiceIds")),
        ];
    }

    public static IReadOnlyList<CaseEvent> Admit(CommandContext context) =>
    [
        new PersonAdmitted(
            context.FreeFacility(context.Inputs.Optional("facilityId"), passesQueue: true),
            context.PastDay("admittedOn", "Uzņemšanas datums", context.State.Received!.ReceivedOn.AddMonths(-1)),
            context.Inputs.Text("circumstances", "Apstākļi"),
            context.Contact(),
            context.Actor.Id),
    ];

    /// <summary>Where the municipality is in transition, a person says where the residence is declared; it is never guessed.</summary>
    private static FormerMunicipality? FormerOf(CommandContext context)
    {
        if (context.Pack.TransitionOn(context.State.Received!.ReceivedOn) is not { } transition)
        {
            return null;
        }

        var id = context.Inputs.OneOf("ruleSet", "Deklarētā dzīvesvieta", [.. transition.Former.Select(f => f.Id)]);
        var former = transition.Find(id)!;
        return former.HasRules
            ? former
            : throw new CommandRefusedException(
                "no-rules",
                $"{former.Name}: noteikumi sistēmā nav ievadīti. Šo iesniegumu izskatiet ārpus sistēmas vai palūdziet noteikumus ievadīt.",
                $"The data have no rules of the former municipality '{former.Id}'.");
    }

    private static CommandRefusedException UnknownService(string id, FormerMunicipality? former) => former is null
        ? new CommandRefusedException("unknown-service", "Šāda pakalpojuma sarakstā nav.", $"The service '{id}' is not in the pack.")
        : new CommandRefusedException(
            "unknown-service",
            $"{former.Name}: šāda pakalpojuma noteikumos nav. Izvēlieties citu pakalpojumu.",
            $"The service '{id}' is not in the rules of '{former.Id}'.");
}
