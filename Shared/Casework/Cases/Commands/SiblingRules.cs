using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>Cases opened beside a case: the other outcomes of one application, and a service's next period.</summary>
internal static class SiblingRules
{
    /// <summary>More services than anybody asks for in one letter; a longer list is a slip.</summary>
    private const int MostParts = 20;

    /// <summary>The services besides the first, each once; nothing named gives nothing. The parts go by the rules of the first.</summary>
    public static IReadOnlyList<CaseEvent> Split(CommandContext context, MunicipalityPack rules, string firstService, string? named)
    {
        string[] ids = [.. (named ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(id => id != firstService)];
        var before = PartsOf(context.State);
        if (ids.Length > MostParts || ids.Distinct(StringComparer.Ordinal).Count() != ids.Length || ids.Any(before.Contains))
        {
            throw new CommandRefusedException(
                "already-part", "Katru pakalpojumu norādiet vienu reizi; daļai, kas jau ir, otru lietu neatver.", "Each service is named once, and not one that is a part already.");
        }

        List<SiblingCase> siblings = [];
        foreach (var id in ids)
        {
            var service = rules.FindService(id)
                ?? throw new CommandRefusedException("unknown-service", "Šāda pakalpojuma sarakstā nav.", $"The service '{id}' is not in the rules of the case.");
            siblings.Add(new SiblingCase(NextId(context, siblings.Count), SiblingKinds.Split, service.Id, !service.PriorApplication, context.State.FirstReceivedOn!.Value));
        }

        return siblings.Count == 0 ? [] : [new SiblingsNamed(siblings, context.Actor.Id)];
    }

    public static IReadOnlyList<CaseEvent> Split(CommandContext context)
    {
        if (context.State is not { Approval: null, Closed: null, Submission: null, ServiceId: { } serviceId })
        {
            throw new CommandRefusedException("not-waiting", "Šajā brīdī iesniegumu sadalīt nevar.", "The application can be split once its service is chosen and before a decision is approved.");
        }

        if (context.State.Received!.Origin is not null)
        {
            throw new CommandRefusedException("not-first", "Sadaliet iesnieguma pirmajā lietā.", "Only the case the message opened can be split.");
        }

        return Split(context, context.Pack, serviceId, context.Inputs.Text("alsoServiceIds", "Pārējie pakalpojumi")) is { Count: > 0 } named
            ? named
            : throw new CommandRefusedException("missing-field", "Norādiet vēl vismaz vienu pakalpojumu.", "Name at least one further service.");
    }

    /// <summary>The person asked that the service go on: a new case, prefilled from this one, with its own receipt, clock and decision.</summary>
    public static IReadOnlyList<CaseEvent> Renew(CommandContext context)
    {
        var state = context.State;
        if (!Outcomes.TakesPlace(state.Outcome ?? string.Empty) || state.Notice is null)
        {
            throw new CommandRefusedException("not-waiting", "Pagarināt var tikai piešķirtu pakalpojumu.", "Only a granted service can be renewed.");
        }

        if (context.Pack.FindService(state.ServiceId!) is not { } service)
        {
            throw new CommandRefusedException("unknown-service", "Šāda pakalpojuma sarakstā vairs nav.", $"The service '{state.ServiceId}' is no longer in the pack.");
        }

        return
        [
            new SiblingsNamed(
                [new SiblingCase(NextId(context, 0), SiblingKinds.Renewal, service.Id, AdmitFirst: false, context.PastDay("askedOn", "Lūguma datums", state.Notice.SentOn))],
                context.Actor.Id),
        ];
    }

    /// <summary>The id of the n-th case opened beside this one: derived, so that a repeat names the same.</summary>
    public static string NextId(CommandContext context, int offset) => $"{context.CaseId}p{(context.State.Siblings?.Count ?? 0) + offset + 2}";

    /// <summary>Services of the parts opened so far.</summary>
    private static List<string> PartsOf(CaseState state) =>
        [.. (state.Siblings ?? []).Where(s => s.Kind == SiblingKinds.Split).Select(s => s.ServiceId)];
}
