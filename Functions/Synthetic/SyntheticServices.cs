using Microsoft.Extensions.Options;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>The daily walk, whoever drives the app.</summary>
internal static class SyntheticServices
{
    /// <exception cref="OptionsValidationException">A setting is wrong; at start.</exception>
    public static void AddSynthetic(this IServiceCollection services)
    {
        services.AddOptions<SyntheticOptions>().BindConfiguration(SyntheticOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SyntheticOptions>>().Value);
        services.AddSingleton<SyntheticKeys>();
        services.AddHostedService<SyntheticOpening>();
        services.AddSingleton<SignatureInspectors>();
        services.AddSingleton<SyntheticMails>();
        services.AddSingleton<SyntheticStaff>();
        services.AddSingleton<SyntheticCleaning>();
        services.AddSingleton<SyntheticNews>();
        services.AddSingleton<SyntheticWalker>();
    }
}
