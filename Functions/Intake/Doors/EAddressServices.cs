using SocialWorkflows.Casework.Documents;
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
        Func<Func<string, EAddressLimits?>, IEAddressBox> folders = limits => new EAddressFolders(options.Data.EAddress, options.Time, limits);
        switch (chosen.Mode)
        {
            case "folders":
                AddBox(builder, new DivOptions(), folders, options.Time);
                builder.Services.AddSingleton<IEAddressDirectory, UnaskedEAddressDirectory>();
                break;
            case "off":
                AddBox(builder, new DivOptions(), _ => new NoEAddressBox(), options.Time);
                builder.Services.AddSingleton<IEAddressDirectory, UnaskedEAddressDirectory>();
                break;
            case "div":
                AddBox(builder, Checked(builder.Configuration, options), StoresOptions.Read(builder.Configuration).InAzure ? _ => new NoEAddressBox() : folders, options.Time);
                builder.Services.AddSingleton<IEAddressDirectory>(provider => new SyntheticHasNoEAddress(provider.GetRequiredService<DivBox>()));
                break;
            default:
                throw new InvalidDataException($"{EAddressOptions.SectionName}:Mode must be 'folders', 'div' or 'off'.");
        }
    }

    /// <summary>Also without any account: what is kept of former notices is destroyed with their case, and one that waits is not forgotten (<see cref="EAddressOpening"/>).</summary>
    private static void AddBox(WebApplicationBuilder builder, DivOptions div, Func<Func<string, EAddressLimits?>, IEAddressBox> others, TimeProvider time)
    {
        builder.Services.AddSingleton(provider =>
        {
            var limits = LimitsOf(provider.GetRequiredService<MunicipalityDirectory>());
            return new DivBox(div, provider.GetRequiredKeyedService<IKeptFiles>(KeptPlaces.EAddress), others(limits), time, limits);
        });
        builder.Services.AddSingleton<IEAddressBox>(provider => provider.GetRequiredService<DivBox>());
        builder.Services.AddHostedService<EAddressOpening>();
    }

    private static DivOptions Checked(ConfigurationManager configuration, AppOptions options)
    {
        var div = configuration.GetSection(DivOptions.SectionName).Get<DivOptions>() ?? new DivOptions();
        if (div.Problem(MunicipalityDirectory.Load(options.PacksRoot).All.Select(m => m.Pack.Id)) is { } problem)
        {
            throw new InvalidDataException(problem);
        }

        if (Directory.Exists(options.Data.EAddress) && div.Accounts.Keys.FirstOrDefault(id => EAddressFolders.HasWaiting(options.Data.EAddress, id)) is { } waiting)
        {
            throw new InvalidDataException(
                $"'{options.Data.EAddress}' has notices of '{waiting}' in 'out' that no confirmation was written down for, and with {DivOptions.SectionName}:Accounts:{waiting} nobody looks there any more. "
                + "Let the program that laid them there (the version before 2026-11-23, or EAddress:Mode=folders) finish them first; nothing was changed.");
        }

        return div;
    }

    private static Func<string, EAddressLimits?> LimitsOf(MunicipalityDirectory municipalities) => id => EAddressFit.Of(municipalities.Get(id).Pack);
}
