namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>
/// Ending what was granted is a decision of its own: begun by the institution, with the person heard (Administratīvā procesa likums, section 62),
/// a reason, two persons, a letter and a contest term.
/// </summary>
public static class DiscontinuanceRules
{
    /// <summary>It is granted, notified and has not ended, and no other case asks the same at present.</summary>
    public static bool MayBegin(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is { Approval: not null, Decision: not null, Notice: not null, Service: null or { Ended: null } } && Outcomes.TakesPlace(state.Outcome ?? string.Empty);
    }

    /// <summary>In the case in which it was granted: opens the case that decides whether it ends.</summary>
    internal static IReadOnlyList<CaseEvent> Begin(CommandContext context)
    {
        var state = context.State;
        if (!MayBegin(state))
        {
            throw new CommandRefusedException("not-waiting", "Izbeigt var tikai to, kas ir piešķirts, paziņots un vēl nav beidzies.", "Only what is granted, notified and running can be discontinued.");
        }

        if (context.Pack.FindService(state.ServiceId!) is not { } service)
        {
            throw new CommandRefusedException("unknown-service", "Šāda pakalpojuma sarakstā vairs nav.", $"The service '{state.ServiceId}' is no longer in the pack.");
        }

        var foundOn = context.PastDay("foundOn", "Uzzināts", state.Notice!.SentOn);
        return [new SiblingsNamed([new SiblingCase(SiblingRules.NextId(context, 0), SiblingKinds.Discontinuance, service.Id, AdmitFirst: false, foundOn)], context.Actor.Id)];
    }

    /// <summary>In the new case: it goes on as it was granted.</summary>
    internal static IReadOnlyList<CaseEvent> Drop(CommandContext context) => context.State.IsDiscontinuance
        ? [new DiscontinuanceDropped(context.Today, context.Inputs.Text("dropReason", "Kāpēc neizbeidz"), context.Actor.Id)]
        : throw new CommandRefusedException("not-waiting", "Šī nav lieta par izbeigšanu.", "The case is not about discontinuing.");
}
