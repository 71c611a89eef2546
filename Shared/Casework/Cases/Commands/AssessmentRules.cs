namespace SocialWorkflows.Casework.Cases.Commands;

internal static class AssessmentRules
{
    private const int HoursInAWeek = 168;

    public static IReadOnlyList<CaseEvent> Needs(CommandContext context) =>
    [
        new NeedsAssessed(context.Inputs.OneOf("level", "Aprūpes līmenis", [.. context.Pack.Income.LevelWords]), context.Inputs.Text("findings", "Konstatētais"), context.Actor.Id)
        {
            HoursAWeek = context.Inputs.Optional("hoursAWeek") is null ? null : context.Inputs.Count("hoursAWeek", "Stundas nedēļā", 1, HoursInAWeek),
        },
    ];

    public static IReadOnlyList<CaseEvent> Capacity(CommandContext context)
    {
        var answer = context.Inputs.OneOf("answer", "Vai pašvaldība var nodrošināt", "yes", "queue", "no");
        var facility = context.Inputs.Optional("facilityId");
        return
        [
            new CapacityAssessed(
                answer,
                answer == "yes" ? context.FreeFacility(facility) : facility,
                context.Inputs.Text("findings", "Konstatētais"),
                context.Actor.Id),
        ];
    }
}
