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

        var former = NamedOrFound(context.Inputs, transition);
        return former.HasRules
            ? former
            : throw new CommandRefusedException(
                "no-rules",
                $"{former.Name}: noteikumi sistēmā nav ievadīti. Šo iesniegumu izskatiet ārpus sistēmas vai palūdziet noteikumus ievadīt.",
                $"The data have no rules of the former municipality '{former.Id}'.");
    }

    /// <summary>The former municipality chosen, or that of the declared address; the two may not contradict each other.</summary>
    private static FormerMunicipality NamedOrFound(CommandInputs inputs, Transition transition)
    {
        const string label = "Bijušais novads";
        var address = inputs.Optional("declaredAddress");
        var found = address is null ? null : transition.OfAddress(address);
        if (inputs.Optional("ruleSet") is null && address is not null)
        {
            return found ?? throw new CommandRefusedException(
                "unclear-residence",
                $"Pēc šīs adreses bijušo novadu nevar noteikt. Izvēlieties to laukā „{label}”.",
                "The declared address does not name one former municipality.");
        }

        var named = transition.Find(inputs.OneOf("ruleSet", label, [.. transition.Former.Select(f => f.Id)]))!;
        return found is null || found.Id == named.Id
            ? named
            : throw new CommandRefusedException(
                "other-residence",
                $"Adrese ir citur: {found.Name}. Pārbaudiet adresi un izvēlēto novadu.",
                $"The declared address lies in '{found.Id}', not in '{named.Id}'.");
    }

    private static CommandRefusedException UnknownService(string id, FormerMunicipality? former) => former is null
        ? new CommandRefusedException("unknown-service", "Šāda pakalpojuma sarakstā nav.", $"The service '{id}' is not in the pack.")
        : new CommandRefusedException(
            "unknown-service",
            $"{former.Name}: šāda pakalpojuma noteikumos nav. Izvēlieties citu pakalpojumu.",
            $"The service '{id}' is not in the rules of '{former.Id}'.");
}
