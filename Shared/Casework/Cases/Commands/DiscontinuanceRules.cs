using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>
/// Ending what was granted is a decision of its own: begun by the institution, with the person heard (Administratīvā procesa likums, section 62),
/// a reason, two persons, a letter and a contest term.
/// </summary>
public static class DiscontinuanceRules
{
    /// <summary>It is granted, notified and has not ended. Whether another case asks the same at present is not in this state: whoever carries out the command looks.</summary>
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

    /// <summary>The day on which the person counts as notified when the letter leaves today: before that the decision has no effect (Administratīvā procesa likums, section 70, part one).</summary>
    public static DateOnly Earliest(CaseState state, CaseTerms terms, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(terms);
        return state.Contact?.Channel is { } channel && terms.Contest(channel, today).NotifiedOn is { } notified && notified > today ? notified : today;
    }

    internal static void EndsAfterTheNotice(CommandContext context, DateOnly? from)
    {
        var earliest = Earliest(context.State, context.Terms, context.Today);
        if (from is null || from < earliest)
        {
            throw new CommandRefusedException(
                "bad-date",
                $"Norādiet, no kuras dienas tas beidzas: ne agrāk kā {earliest:dd.MM.yyyy}, jo lēmums ir spēkā no paziņošanas. Ja projekts ir vecāks, atgrieziet to labošanai.",
                $"What was granted ends from a day not before {earliest:yyyy-MM-dd}, on which the person can be notified at the earliest.");
        }
    }

    /// <summary>In the new case: it goes on as it was granted.</summary>
    internal static IReadOnlyList<CaseEvent> Drop(CommandContext context) => context.State.IsDiscontinuance
        ? [new DiscontinuanceDropped(context.Today, context.Inputs.Text("dropReason", "Kāpēc neizbeidz"), context.Actor.Id)]
        : throw new CommandRefusedException("not-waiting", "Šī nav lieta par izbeigšanu.", "The case is not about discontinuing.");
}
