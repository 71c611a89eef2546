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

        if (Directory.Exists(options.Data.EAddress) && div.Accounts.Keys.FirstOrDefault(id => EAddressFolders.HasWaiting(options.Data.EAddress, id)) is { } waiting)
        {
            throw new InvalidDataException(
                $"'{options.Data.EAddress}' has notices of '{waiting}' in 'out' that no confirmation was written down for, and with {DivOptions.SectionName}:Accounts:{waiting} nobody looks there any more. "
                + "Let the program that laid them there (the version before 2026-11-23, or EAddress:Mode=folders) finish them first; nothing was changed.");
        }

        IEAddressBox others = StoresOptions.Read(builder.Configuration).InAzure ? new NoEAddressBox() : new EAddressFolders(options.Data.EAddress, options.Time, LimitsOf(municipalities));
        builder.Services.AddSingleton(provider => new DivBox(div, provider.GetRequiredKeyedService<IKeptFiles>(KeptPlaces.EAddress), others, options.Time, LimitsOf(municipalities)));
        builder.Services.AddSingleton<IEAddressBox>(provider => provider.GetRequiredService<DivBox>());
        builder.Services.AddSingleton<IEAddressDirectory>(provider => new SyntheticHasNoEAddress(provider.GetRequiredService<DivBox>()));
    }

    private static Func<string, EAddressLimits?> LimitsOf(MunicipalityDirectory municipalities) => id => EAddressFit.Of(municipalities.Get(id).Pack);
}
