using SocialWorkflows.Connectors.EAddress.Div;
using SocialWorkflows.Connectors.Graph;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>
/// In Azure the disk is emptied with every restart and no instance sees another's. What would lie there and nowhere else is refused at the start; everything else
/// the program writes into its data folder can be made again.
/// </summary>
internal static class LastingPlaces
{
    private const string EAddressMode = "EAddress:Mode";

    /// <exception cref="StoresException">A setting would keep something on the disk alone; the message says which and what to set.</exception>
    public static void Check(IConfiguration configuration, bool isDemo)
    {
        if (isDemo || configuration["WEBSITE_SITE_NAME"] is not { Length: > 0 } site)
        {
            return;
        }

        var disk = $"The app '{site}' runs in Azure, whose disk is emptied with every restart: ";
        if (configuration[$"{GraphOptions.SectionName}:{nameof(GraphOptions.Mailbox)}"] is not { Length: > 0 })
        {
            throw new StoresException($"{disk}mail in a Maildir would be lost. Set {GraphOptions.SectionName}:{nameof(GraphOptions.Mailbox)} to the mailbox in Exchange Online.");
        }

        if (configuration[EAddressMode] is not ("off" or "div"))
        {
            throw new StoresException($"{disk}messages in the folders of the e-address would be lost. Set {EAddressMode} to div (the state's service), or to off: letters for it then lie with those that people send.");
        }

        if (configuration[EAddressMode] == "div" && configuration.GetSection($"{DivOptions.SectionName}:Accounts").GetChildren().FirstOrDefault(a => a["Certificate"] is not { Length: > 0 }) is { } account)
        {
            throw new StoresException($"{disk}the key of an e-address account must not lie there or in the package. Set {account.Path}:Certificate to a Key Vault reference of the certificate.");
        }

        if (configuration[PackagedTrust.Setting] is not { Length: > 0 })
        {
            throw new StoresException($"{disk}certificates put there would be gone, and every signature untrusted. Lay them into the package and set {PackagedTrust.Setting} to that folder (docs/signatures.md).");
        }
    }
}
