namespace SocialWorkflows.Functions.Duty;

/// <summary>Who is there, who gets a case, and what will miss its day.</summary>
internal static class DutyServices
{
    public static IServiceCollection AddDuty(this IServiceCollection services)
    {
        services.AddOptions<DutyOptions>().BindConfiguration(DutyOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DutyBook>();
        services.AddSingleton<AssignmentDesk>();
        services.AddSingleton<ForecastDesk>();
        return services;
    }
}
