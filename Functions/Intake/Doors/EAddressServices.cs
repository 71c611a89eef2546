using SocialWorkflows.Connectors.EAddress;
using SocialWorkflows.Connectors.EAddress.Div;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Functions.Intake.Doors;

/// <summary>How the official e-address is reached: by folders (default), by the state's service, or not at all.</summary>
internal static class EAddressServices
{
    /// <exception cref="InvalidDataException">The settings cannot be used; the message says which and what to do.</exception>
    public static void AddEAddress(this WebApplicationBuilder builder, AppOptions options)
    {
        builder.Services.AddSingleton<EAddressDesk>();
        var chosen = builder.Configuration.GetSection(EAddressOptions.SectionName).Get<EAddressOptions>() ?? new EAddressOptions();
        switch (chosen.Mode)
        {
            case "folders":
                builder.Services.AddSingleton<IEAddressBox>(provider => new EAddressFolders(options.Data.EAddress, options.Time, LimitsOf(provider.GetRequiredService<MunicipalityDirectory>())));
                builder.Services.AddSingleton<IEAddressDirectory, UnaskedEAddressDirectory>();
                break;
            case "off":
                builder.Services.AddSingleton<IEAddressBox, NoEAddressBox>();
                builder.Services.AddSingleton<IEAddressDirectory, UnaskedEAddressDirectory>();
                break;
            case "div":
                AddDiv(builder, options);
                break;
            default:
                throw new InvalidDataException($"{EAddressOptions.SectionName}:Mode must be 'folders', 'div' or 'off'.");
        }
    }

    private static void AddDiv(WebApplicationBuilder builder, AppOptions options)
    {
        var div = builder.Configuration.GetSection(DivOptions.SectionName).Get<DivOptions>() ?? new DivOptions();
        var municipalities = MunicipalityDirectory.Load(options.PacksRoot);
        if (div.Problem(municipalities.All.Select(m => m.Pack.Id)) is { } problem)
        {
            throw new InvalidDataException(problem);
        }

        // Made here and not at first use: a certificate that cannot be used must stop the start.
        var box = new DivBox(div, options.Data.EAddress, options.Time, LimitsOf(municipalities));
        builder.Services.AddSingleton(_ => box);
        builder.Services.AddSingleton<IEAddressBox>(provider => provider.GetRequiredService<DivBox>());
        builder.Services.AddSingleton<IEAddressDirectory>(provider => new SyntheticHasNoEAddress(provider.GetRequiredService<DivBox>()));
    }

    private static Func<string, EAddressLimits?> LimitsOf(MunicipalityDirectory municipalities) => id => EAddressFit.Of(municipalities.Get(id).Pack);
}
