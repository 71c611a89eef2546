namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>Nobody decides in their own matter; who may be near the applicant says why they decide all the same.</summary>
internal static class ConflictRules
{
    /// <summary>Null where nothing speaks for a conflict.</summary>
    /// <exception cref="CommandRefusedException">The matter is the actor's own, or the reason is missing.</exception>
    public static DeclaredConflict? Declared(CommandContext context)
    {
        if (context.Conflict is not { } kind)
        {
            return null;
        }

        if (kind == ConflictKinds.Own)
        {
            throw new CommandRefusedException("conflict-own", "Tā ir jūsu paša lieta vai lieta cilvēkam ar jūsu vārdu un uzvārdu. Par to lemj cits darbinieks.", "Nobody decides in their own matter.");
        }

        return context.Inputs.Optional("conflictReason") is { } reason
            ? new DeclaredConflict(kind, reason)
            : throw new CommandRefusedException(
                "conflict",
                kind == ConflictKinds.Household
                    ? "Jūs esat ieskaitīts iesniedzēja mājsaimniecībā. Nododiet lietu citam vai ierakstiet, kāpēc lemjat jūs."
                    : "Jums un iesniedzējam ir vienāds uzvārds. Ja esat radinieki, nododiet lietu citam; ja neesat, ierakstiet to.",
                $"There may be a conflict of interest ({kind}); the field 'conflictReason' is required.");
    }
}
