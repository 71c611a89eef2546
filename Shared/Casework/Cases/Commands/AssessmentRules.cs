namespace SocialWorkflows.Casework.Cases.Commands;

internal static class AssessmentRules
{
    private const int LargestHousehold = 30;

    public static IReadOnlyList<CaseEvent> Needs(CommandContext context) =>
        [new NeedsAssessed(context.Inputs.Text("level", "Aprūpes līmenis"), context.Inputs.Text("findings", "Konstatētais"), context.Actor.Id)];

    public static IReadOnlyList<CaseEvent> Income(CommandContext context) =>
    [
        new IncomeAssessed(
            context.Inputs.Euro("monthlyIncome", "Mājsaimniecības ienākumi mēnesī"),
            context.Inputs.Count("householdSize", "Personas mājsaimniecībā", 1, LargestHousehold),
            context.Inputs.OneOf("status", "Statuss", "none", "low-income", "poor"),
            context.Inputs.Text("findings", "Konstatētais"),
            context.Actor.Id),
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
