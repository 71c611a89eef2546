namespace SocialWorkflows.Casework.Cases.Commands;

internal static class MessageRules
{
    public static IReadOnlyList<CaseEvent> Handle(CommandContext context)
    {
        var id = context.Inputs.Text("intakeId", "Vēstule");
        return context.State.OpenMessages.Contains(id)
            ? [new MessageHandled(id, context.Inputs.Text("note", "Ko izdarījāt"), context.Actor.Id)]
            : throw new CommandRefusedException("unknown-message", "Šī vēstule vairs negaida.", "The message is not open in this case.");
    }
}
