namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>The head or the duty officer gives a case to another person.</summary>
internal static class AssignmentRules
{
    public static IReadOnlyList<CaseEvent> Reassign(CommandContext context)
    {
        var to = context.Inputs.Text("to", "Kam");
        var reason = context.Inputs.Text("reason", "Pamatojums");
        return context.State switch
        {
            { Assignee: null } => throw new CommandRefusedException("unassigned", "Lieta vēl nav reģistrēta. Sociālais darbinieks tai tiek noteikts reģistrējot.", "The case is not registered yet: it gets its social worker then."),
            { Closed: not null } => throw new CommandRefusedException("closed", "Lieta ir slēgta.", "The case is closed."),
            { Assignee: var own } when own == to => throw new CommandRefusedException("same-person", "Lieta jau ir šim darbiniekam.", "The case is this person's already."),
            _ => [new CaseAssigned(to, context.State.Assignee, reason, context.Actor.Id) { Conflict = Declared(context) }],
        };
    }

    /// <summary>Of the person who gets the case, not of who gives it.</summary>
    private static DeclaredConflict? Declared(CommandContext context) => (context.Conflict, context.Inputs.Optional(ConflictRules.Reason)) switch
    {
        (null, _) => null,
        ({ } kind, { } reason) => new DeclaredConflict(kind, reason),
        _ => throw new CommandRefusedException(
            "conflict",
            "Šim darbiniekam un iesniedzējam ir vienāds uzvārds. Ja viņi ir radinieki, izvēlieties citu; ja nav, ierakstiet to laukā „Kāpēc tomēr šim darbiniekam”.",
            $"This person and the applicant have the same surname. If they are related, choose somebody else; if not, say so in the field '{ConflictRules.Reason}'."),
    };
}
