namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>Nobody assesses or decides in their own matter (Administratīvā procesa likums, 37. pants); who may be near the applicant says why they decide all the same.</summary>
public static class ConflictRules
{
    /// <summary>The field with the reason.</summary>
    public const string Reason = "conflictReason";

    /// <summary>What is neither assessed nor decided by the applicant; taking in what a person sent or said, and giving the case to somebody else, decides nothing.</summary>
    private static readonly HashSet<string> OfOthers =
    [
        Verbs.Admit, Verbs.AssessNeeds, Verbs.AssessIncome, Verbs.AssessCapacity, Verbs.Propose, Verbs.ExtendTerm, Verbs.Forward, Verbs.Approve, Verbs.Return,
        Verbs.AnswerSubmission, Verbs.ForwardSubmission, Verbs.Discontinue, Verbs.DropDiscontinuance, Verbs.InviteHearing, Verbs.DecideContest,
    ];

    /// <summary>Whether the applicant may not use the verb in their own case, whatever their role.</summary>
    public static bool IsForOthers(string verb) => OfOthers.Contains(verb);

    /// <param name="kind">A word of <see cref="ConflictKinds"/>, or null.</param>
    /// <param name="inputs">What was typed, the field <see cref="Reason"/> among it.</param>
    /// <returns>Null where nothing speaks for a conflict.</returns>
    /// <exception cref="CommandRefusedException">The matter is the actor's own, or the reason is missing.</exception>
    public static DeclaredConflict? Declared(string? kind, CommandInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        RefuseOwn(kind);
        if (kind is null)
        {
            return null;
        }

        return inputs.Optional(Reason) is { } reason
            ? new DeclaredConflict(kind, reason)
            : throw new CommandRefusedException(
                "conflict",
                kind == ConflictKinds.Household
                    ? "Jūs esat ieskaitīts iesniedzēja mājsaimniecībā. Nododiet lietu citam vai ierakstiet, kāpēc lemjat jūs."
                    : "Jums un iesniedzējam ir vienāds uzvārds. Ja esat radinieki, nododiet lietu citam; ja neesat, ierakstiet to.",
                $"There may be a conflict of interest ({kind}); the field '{Reason}' is required.");
    }

    /// <exception cref="CommandRefusedException">The matter is the actor's own.</exception>
    internal static void RefuseOwn(string? kind)
    {
        if (kind == ConflictKinds.Own)
        {
            throw new CommandRefusedException("conflict-own", "Tā ir jūsu paša lieta vai lieta cilvēkam ar jūsu vārdu un uzvārdu. Par to lemj cits darbinieks.", "Nobody decides in their own matter.");
        }
    }
}
