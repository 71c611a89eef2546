using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Resident;

/// <summary>The status page, its links and its mails.</summary>
internal static class ResidentServices
{
    public static IServiceCollection AddResident(this IServiceCollection services)
    {
        services.AddOptions<ResidentOptions>()
            .BindConfiguration(ResidentOptions.SectionName)
            .ValidateDataAnnotations()
            .Validate(o => o.HasUsableAddress, "Resident:PublicAddress must be an https address, like https://statuss.novads.lv/.")
            .ValidateOnStart();
        services.AddSingleton<ResidentTickets>();
        services.AddSingleton<ResidentLinks>();
        services.AddSingleton<ResidentLimits>();
        services.AddSingleton<ResidentMails>();
        services.AddSingleton<ResidentDesk>();
        services.AddSingleton<ResidentUploads>();
        services.AddSingleton<ResidentContacts>();
        services.AddSingleton<StatusQuestions>();
        services.AddSingleton<StatusPageFiling>();
        services.AddSingleton<SafeMail>();
        return services;
    }
}
