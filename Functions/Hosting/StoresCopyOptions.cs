namespace SocialWorkflows.Functions.Hosting;

/// <summary>Section <c>StoresCopy</c>: the account that holds a copy of the cases, best in another region. Empty: none.</summary>
internal sealed class StoresCopyOptions
{
    public const string SectionName = "StoresCopy";

    /// <summary>Name of the account; the identity needs the same roles on it as on the installation's own.</summary>
    public string Account { get; set; } = string.Empty;

    /// <summary>The three https addresses of the account where they are not those of the public cloud; all or none.</summary>
    public string BlobEndpoint { get; set; } = string.Empty;

    public string QueueEndpoint { get; set; } = string.Empty;

    public string TableEndpoint { get; set; } = string.Empty;

    /// <summary>Letters and digits before every table's name; empty unless it shares an account in a test.</summary>
    public string TablePrefix { get; set; } = string.Empty;

    /// <summary>The settings with which the copy is opened; null where there is none.</summary>
    /// <exception cref="StoresException">A setting is missing or wrong, or the copy would lie where the installation does.</exception>
    public static StoresOptions? Read(IConfiguration configuration, StoresOptions live)
    {
        var copy = configuration.GetSection(SectionName).Get<StoresCopyOptions>() ?? new StoresCopyOptions();
        if (copy.Account.Length == 0)
        {
            return null;
        }

        if (!live.InAzure)
        {
            throw new StoresException("StoresCopy:Account is set, but Stores:CaseAccount is not: only stores in an account are copied into one. A data folder is copied by the command backup.");
        }

        var options = new StoresOptions
        {
            CaseAccount = copy.Account,
            BlobEndpoint = copy.BlobEndpoint,
            QueueEndpoint = copy.QueueEndpoint,
            TableEndpoint = copy.TableEndpoint,
            TablePrefix = copy.TablePrefix,
            IdentityClientId = live.IdentityClientId,
            PersonLookupKey = live.PersonLookupKey,
            CaseAddressKey = live.CaseAddressKey,
        };
        options.Check(SectionName);
        return options.Endpoints(SectionName) != live.Endpoints() || options.TablePrefix != live.TablePrefix
            ? options
            : throw new StoresException("StoresCopy:Account is the account of Stores:CaseAccount itself. Name another one, best in another region.");
    }
}
