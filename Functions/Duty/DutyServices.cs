using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Graph;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Functions.Duty;

/// <summary>Who is there, who gets a case, and what will miss its day.</summary>
internal static class DutyServices
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(20);

    /// <exception cref="InvalidDataException">The settings cannot be used; the message says which and what to do.</exception>
    public static IServiceCollection AddDuty(this IServiceCollection services, IConfiguration configuration)
    {
        var entra = configuration.GetSection(EntraOptions.SectionName).Get<EntraOptions>() ?? new EntraOptions();
        if (entra.IsOn)
        {
            if (entra.Problem() is { } problem)
            {
                throw new InvalidDataException(problem);
            }

            services.AddSingleton<IStaffAccounts>(_ => new EntraAccounts(entra.Endpoint, EntraCredential.Of(configuration, entra.ClientId, entra.TenantId, entra.CertificateFile), new HttpClient { Timeout = CallLimit }));
        }

        services.AddSingleton<AccountWatch>();
        services.AddOptions<DutyOptions>().BindConfiguration(DutyOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DutyBook>();
        services.AddSingleton<AssignmentDesk>();
        services.AddSingleton<ForecastDesk>();
        return services;
    }
}
